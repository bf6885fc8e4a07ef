from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "workgroups.teams"
    label = "teams"
    verbose_name = _("teams")
    events: dict[str, Promise] = {}
