from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LabConfig(AppConfig):
    name = "escalation.lab"
    label = "lab"
    verbose_name = _("ladder lab")
    events: dict[str, Promise] = {}
