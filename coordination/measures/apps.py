from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    name = "coordination.measures"
    label = "measures"
    verbose_name = _("measures")
    events: dict[str, Promise] = {}
