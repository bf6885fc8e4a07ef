"""The chair's sheet in the palette."""

from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, navigation

navigation.add(
    "chairing.next",
    NavigationItem(
        _("Chair's sheet of the next meeting"),
        "chairing:next_sheet",
        "clipboard-list",
        action="meetings.circulate",
        verb=True,
    ),
    order=31,
)
