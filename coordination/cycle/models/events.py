from typing import Any, Self

from django.db import models
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import readable_by
from coordination.kit.models import Noun, VisibleQuerySet

from .cadences import Slot
from .cycles import Cycle


class MovedEventQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(readable_by(user, at="cycle__cadence__dossier__"))


class MovedEvent(Noun):
    """An event that in one cycle takes place at another moment than its slot says."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="moved_events")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="moved_events")
    starts_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    objects = MovedEventQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "cycle"], name="moved_event_once"),
        ]
        indexes = [models.Index(fields=["starts_at"], name="moved_event_starts_at")]

    def __str__(self) -> str:
        return str(self.slot)

    def get_absolute_url(self) -> str:
        return self.cycle.get_absolute_url()
