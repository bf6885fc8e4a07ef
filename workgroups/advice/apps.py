from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class AdviceConfig(AppConfig):
    name = "workgroups.advice"
    label = "advice"
    verbose_name = _("advice line")
    events: dict[str, Promise] = {}
