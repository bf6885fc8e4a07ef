"""The lines of the mail in the side navigation."""

from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, navigation
from coordination.people.holdings import Holding, holdings

from .services.erasing import erase_mail

holdings.add("mail", Holding(_("Mail"), erase=erase_mail), order=90)

navigation.add(
    "mail.mine",
    NavigationItem(_("My messages"), "mail:mine", "bell", group=_("Mine"), action="own.settings"),
    order=80,
)
navigation.add(
    "mail.operate",
    NavigationItem(
        _("Mail delivery"), "mail:operate", "send", group=_("Management"), action="mail.operate"
    ),
    order=95,
)
