"""The stops of a line: a body, what it is for there, and in which meeting."""

from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.cycle.models import PlannedMeeting, Slot
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.meetings.models import AgendaItem, Meeting
from coordination.papers.models import Paper
from coordination.people.models import Body, User

from .lines import AdviceRequest
from .routes import StopPurpose


class StopQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(request__in=AdviceRequest.objects.visible_to(user))

    def present(self) -> Self:
        return self.filter(removed_at=None)

    def with_place(self) -> Self:
        """Each with `became`, the id of the meeting that its slot became in its cycle.

        And with `stands_in`, the one that it stands in: set by hand, else that one.
        """
        became = PlannedMeeting.objects.filter(
            slot=OuterRef("slot"), cycle__number=OuterRef("cycle_number")
        ).values("meeting")[:1]
        place = Coalesce(F("meeting"), F("became"), output_field=models.UUIDField())
        return self.annotate(became=Subquery(became)).annotate(stands_in=place)

    def with_seen(self, user: Any) -> Self:
        """As with_place, with `sees` and `sees_item`: what the reader of a stop may know of it."""
        placed = self.with_place()
        seen = Meeting.objects.visible_to(user).filter(pk=OuterRef("stands_in"))
        item = AgendaItem.objects.visible_to(user).filter(pk=OuterRef("item"))
        return placed.annotate(sees=Exists(seen), sees_item=Exists(item))

    def in_meetings(self, meetings: Any) -> Self:
        return self.with_place().filter(stands_in__in=meetings)


class Stop(Noun):
    """Where a line is treated: at the moment of its meeting; `planned_at` is the first plan.

    Without `meeting` it stands where its slot became a meeting in that cycle. `item` is what was
    put on the agenda from here; what follows from it elsewhere is found by its course.
    """

    request = models.ForeignKey(AdviceRequest, models.PROTECT, related_name="stops")
    position = models.PositiveSmallIntegerField()
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("body"))
    purpose = models.CharField(_("purpose"), max_length=9, choices=StopPurpose)
    answers = models.BooleanField(_("the answer is promised here"), default=False)
    slot = models.ForeignKey(Slot, models.PROTECT, null=True, blank=True, related_name="+")
    cycle_number = models.IntegerField(null=True, blank=True)
    planned_at = models.DateTimeField(_("first planned"), null=True, blank=True)
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting"),
    )
    item = models.ForeignKey(AgendaItem, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = StopQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("stop")
        verbose_name_plural = _("stops")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="stop_removed_at_by"
            ),
            models.CheckConstraint(
                condition=both_or_neither("slot", "cycle_number"), name="stop_slot_in_cycle"
            ),
            models.UniqueConstraint(
                fields=["request"],
                condition=Q(answers=True, removed_at=None),
                name="stop_answers_once",
            ),
        ]
        indexes = [
            models.Index(fields=["request", "position"], name="stop_request"),
            models.Index(fields=["meeting"], name="stop_meeting"),
            models.Index(fields=["slot", "cycle_number"], name="stop_slot"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.position}"

    @property
    def is_to_come(self) -> bool:
        """Its line runs, or was answered and line A decides here on that answer."""
        line = self.request
        decides = self.purpose == StopPurpose.DECISION and line.answered_at is not None
        return line.is_running or decides

    def get_absolute_url(self) -> str:
        return f"{self.request.get_absolute_url()}#stop-{self.pk}"


class StopPaper(Noun):
    """A paper that is meant for a stop: put with its item once that is made."""

    stop = models.ForeignKey(Stop, models.PROTECT, related_name="papers")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["stop", "paper"], name="stop_paper_once")]

    def __str__(self) -> str:
        return f"{self.stop_id} {self.paper_id}"
