from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OverviewConfig(AppConfig):
    name = "workgroups.overview"
    label = "overview"
    verbose_name = _("overview of issues")
    events: dict[str, Promise] = {}
