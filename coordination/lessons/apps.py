from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LessonsConfig(AppConfig):
    name = "coordination.lessons"
    label = "lessons"
    verbose_name = _("lessons")
    found_as = {"lesson": (_("Lesson"), "graduation-cap")}
    events = {
        "added": _("wrote down a lesson"),
        "changed": _("changed a lesson"),
        "settled": _("settled a lesson"),
        "reopened": _("opened a lesson again"),
        "applied": _("applied a lesson"),
        "not_applied": _("took back that a lesson was applied"),
        "imported": _("read in lessons"),
    }
