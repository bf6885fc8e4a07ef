from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class OptionsConfig(AppConfig):
    name = "workgroups.options"
    label = "options"
    verbose_name = _("options")
    events: dict[str, Promise] = {}
