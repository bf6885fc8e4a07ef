from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class ExerciseConfig(AppConfig):
    name = "escalation.exercise"
    label = "exercise"
    verbose_name = _("exercise")
    events = {
        "started": _("started an exercise"),
        "clock_set": _("set the clock of the exercise"),
        "figures_made": _("made the figures of the exercise"),
        "figures_brought": _("brought in figures of the exercise"),
        "inject_planned": _("planned an inject"),
        "inject_changed": _("changed an inject"),
        "inject_released": _("released an inject"),
        "inject_withheld": _("withheld an inject"),
        "inject_resumed": _("planned an inject again"),
        "injects_imported": _("read in injects"),
    }

    def ready(self) -> None:
        from coordination.kit import clock

        from . import instance  # registers the system check
        from .story import StoryClock

        post_migrate.connect(instance.begin_exercise, sender=self)
        if settings.EXERCISE:
            clock.tell(StoryClock())
