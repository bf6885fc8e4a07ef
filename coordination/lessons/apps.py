from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    name = "coordination.lessons"
    label = "lessons"
    verbose_name = _("lessons")
    events: dict[str, Promise] = {}
