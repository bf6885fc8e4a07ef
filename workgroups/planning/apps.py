from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "workgroups.planning"
    label = "planning"
    verbose_name = _("products and planning")
    events: dict[str, Promise] = {}
