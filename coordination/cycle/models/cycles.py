import datetime as dt
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from simple_history.models import HistoricalRecords

from coordination.kit.models import Noun, VisibleQuerySet
from coordination.meetings.models import Meeting
from coordination.people.models import User

from .cadences import Cadence, Slot


class CycleQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(cadence__in=Cadence.objects.visible_to(user))


class Cycle(Noun):
    """One turn of a cadence. A skipped one has no events and plans no meetings."""

    cadence = models.ForeignKey(Cadence, models.PROTECT, related_name="cycles")
    number = models.PositiveIntegerField()
    starts_on = models.DateField()
    skipped = models.BooleanField(default=False)
    skipped_at = models.DateTimeField(null=True, blank=True)
    skipped_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    skipped_because = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = CycleQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cadence", "number"], name="cycle_number_once"),
            models.UniqueConstraint(fields=["cadence", "starts_on"], name="cycle_start_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="cycle_number_from_one"),
            models.CheckConstraint(
                condition=Q(skipped=False, skipped_at=None, skipped_by=None, skipped_because="")
                | (
                    Q(skipped=True, skipped_at__isnull=False, skipped_by__isnull=False)
                    & ~Q(skipped_because="")
                ),
                name="cycle_skipped_why",
            ),
        ]
        indexes = [models.Index(fields=["starts_on"], name="cycle_starts_on")]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def last_day(self) -> dt.date:
        return self.starts_on + dt.timedelta(days=self.cadence.length - 1)

    def get_absolute_url(self) -> str:
        return f"{reverse('cycle:cycle')}?cadans={self.cadence_id}&dag={self.starts_on}"


class PlannedMeetingQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(meeting__in=Meeting.objects.visible_to(user))


class PlannedMeeting(Noun):
    """The meeting that a slot became in a cycle: one per slot and cycle, so never planned twice.

    Slots of line A and B with the same body at the same moment share their meeting.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="planned")
    slot = models.ForeignKey(Slot, models.PROTECT, related_name="planned")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="planned_as")

    objects = PlannedMeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slot", "cycle"], name="planned_once"),
        ]

    def __str__(self) -> str:
        return f"{self.slot_id} {self.cycle_id}"
