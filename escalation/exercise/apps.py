from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ExerciseConfig(AppConfig):
    name = "escalation.exercise"
    label = "exercise"
    verbose_name = _("exercise")
    events: dict[str, Promise] = {}
