from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ChairingConfig(AppConfig):
    name = "coordination.chairing"
    label = "chairing"
    verbose_name = _("chairing")
    events = {
        "sheet_read": _("fetched the chair's sheet"),
        "text_copied": _("made a text to copy of a meeting"),
    }
