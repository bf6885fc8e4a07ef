from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LadderConfig(AppConfig):
    name = "escalation.ladder"
    label = "ladder"
    verbose_name = _("escalation ladder")
    events: dict[str, object] = {}
