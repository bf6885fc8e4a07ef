"""By when a product is there, and how that moved."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.cycle.models import Cycle
from coordination.dossiers.models import Dossier
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.kit.templatetags.ui import short_day
from coordination.meetings.models import Meeting
from coordination.people.models import Body, User

from ..spans import Span
from .products import DONE, Product


class MilestoneQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(product__line__team__in=Dossier.objects.visible_to(user).values("pk"))

    def awaited(self) -> Self:
        """Not reached, of products that are still coming."""
        return self.filter(reached_at=None).exclude(product__state__in=DONE)


class Milestone(Noun):
    """A moment in a product's plan: a day, or a stretch of days with the words it was planned in.

    Without days it is not planned yet. One that goes to a meeting has its day, and moves along.
    """

    product = models.ForeignKey(Product, models.PROTECT, related_name="milestones")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("milestone"), max_length=200, blank=True)
    starts_on = models.DateField(pgettext_lazy("milestone", "from"), null=True, blank=True)
    due_on = models.DateField(pgettext_lazy("milestone", "due"), null=True, blank=True)
    due_words = models.CharField(_("due in words"), max_length=80, blank=True)
    due_version = models.PositiveIntegerField(default=1)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("goes to")
    )
    meeting = models.ForeignKey(
        Meeting,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("meeting"),
    )
    reached_at = models.DateTimeField(_("reached"), null=True, blank=True)
    reached_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = MilestoneQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.UniqueConstraint("product", Lower("title"), name="milestone_title_once"),
            models.CheckConstraint(
                condition=both_or_neither("reached_at", "reached_by"),
                name="milestone_reached_at_by",
            ),
            models.CheckConstraint(
                condition=both_or_neither("starts_on", "due_on"), name="milestone_span_whole"
            ),
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=F("starts_on")),
                name="milestone_span_forward",
            ),
            models.CheckConstraint(
                condition=Q(due_words="") | Q(due_on__isnull=False),
                name="milestone_words_with_day",
            ),
            models.CheckConstraint(
                condition=Q(meeting=None) | Q(body__isnull=False, due_on__isnull=False),
                name="milestone_meeting_of_body",
            ),
        ]
        indexes = [models.Index(fields=["due_on"], name="milestone_due_on")]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> Span | None:
        if self.starts_on is None or self.due_on is None:
            return None
        return Span(self.starts_on, self.due_on, self.due_words)

    def is_late(self, today: dt.date) -> bool:
        """Its last day has passed; whether its product still comes, the caller knows."""
        return self.reached_at is None and self.due_on is not None and self.due_on < today

    def get_absolute_url(self) -> str:
        return reverse("planning:product", args=[self.product_id])


@dataclass(frozen=True)
class Missed:
    """The meeting it was meant for and the cycle it was planned in, where it misses them."""

    meeting: Meeting | None = None
    cycle: Cycle | None = None

    @property
    def in_words(self) -> str:
        """`MCC di 17-11 cyclus 3`; empty where it misses nothing."""
        words = []
        if self.meeting:
            words.append(
                f"{self.meeting.body.code} {short_day(timezone.localtime(self.meeting.starts_at))}"
            )
        if self.cycle:
            words.append(gettext("cycle %(number)s") % {"number": self.cycle.number})
        return " ".join(words)


class SlipQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(milestone__in=Milestone.objects.visible_to(user))

    def standing(self) -> Self:
        return self.filter(taken_back_at=None)


class Slip(Noun):
    """A milestone that became later, why, and which meeting and cycle it misses by that."""

    milestone = models.ForeignKey(Milestone, models.PROTECT, related_name="slips")
    number = models.PositiveSmallIntegerField()
    old_starts_on = models.DateField()
    old_due_on = models.DateField()
    old_words = models.CharField(max_length=80, blank=True)
    due_on = models.DateField()
    due_words = models.CharField(max_length=80, blank=True)
    reason = models.CharField(pgettext_lazy("milestone", "why"), max_length=300)
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("misses")
    )
    cycle = models.ForeignKey(Cycle, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")

    objects = SlipQuerySet.as_manager()

    class Meta:
        verbose_name = _("slip")
        constraints = [
            models.UniqueConstraint(fields=["milestone", "number"], name="slip_number"),
            models.CheckConstraint(condition=~Q(reason=""), name="slip_has_reason"),
            models.CheckConstraint(
                condition=Q(due_on__gt=F("old_due_on")), name="slip_makes_later"
            ),
            models.CheckConstraint(
                condition=both_or_neither("taken_back_at", "taken_back_by"),
                name="slip_taken_back_at_by",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old_due_on} {self.due_on}"

    @property
    def was(self) -> Span:
        return Span(self.old_starts_on, self.old_due_on, self.old_words)

    @property
    def missed(self) -> Missed:
        return Missed(self.meeting, self.cycle)
