"""Where the code of a print is typed: the palette."""

from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, navigation

navigation.add(
    "prints.ask",
    NavigationItem(
        _("Is this print the latest?"),
        "prints:ask",
        "printer-check",
        action="today.read",
        verb=True,
    ),
    order=95,
)
