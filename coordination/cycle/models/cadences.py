import datetime as dt
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier, readable_by
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.kit.workdays import Offset, Unit, on_the_wall
from coordination.meetings.models import CycleLine
from coordination.people.models import Body, User

LONGEST_DAYS = 366
LONGEST_MINUTES = 24 * 60


class CadenceQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(readable_by(user, at="dossier__"))


class Cadence(Noun):
    """A rhythm that comes back after `length` days, counted from `anchor`.

    `outside` marks a rhythm of others that ours must fit: it is shown beside the cycle.
    """

    name_nl = models.CharField(_("name in Dutch"), max_length=120)
    name_en = models.CharField(_("name in English"), max_length=120)
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="cadences", verbose_name=_("dossier")
    )
    length = models.PositiveSmallIntegerField(
        _("length in days"), validators=[MinValueValidator(1), MaxValueValidator(LONGEST_DAYS)]
    )
    anchor = models.DateField(_("first day of the first cycle"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    timezone = models.CharField(_("time zone"), max_length=40, default="Europe/Amsterdam")
    outside = models.BooleanField(_("a rhythm of others"), default=False)
    note = models.CharField(_("remark"), max_length=200, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = CadenceQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(length__gte=1, length__lte=LONGEST_DAYS), name="cadence_length"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=models.F("anchor")),
                name="cadence_ends_after_anchor",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl

    def number_on(self, day: dt.date) -> int:
        """The number of the cycle `day` falls in: 1 from the anchor on, 0 or less before it."""
        return (day - self.anchor).days // self.length + 1

    def starts_on(self, number: int) -> dt.date:
        """The first day of the cycle with this number."""
        return self.anchor + dt.timedelta(days=(number - 1) * self.length)

    def get_absolute_url(self) -> str:
        return address_of("cycle:cadence", self.pk)


class SlotQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(readable_by(user, at="cadence__dossier__"))

    def present(self) -> Self:
        return self.filter(removed_at=None)


class Slot(Noun):
    """A fixed place in a cadence: a meeting of a body, or an event with a title of its own."""

    cadence = models.ForeignKey(Cadence, models.PROTECT, related_name="slots")
    line = models.CharField(
        _("line A or B"), max_length=1, choices=CycleLine, default=CycleLine.NONE, blank=True
    )
    day_offset = models.PositiveSmallIntegerField(_("days after the first day"))
    starts = models.TimeField(_("starts at"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="slots", verbose_name=_("body")
    )
    title = models.CharField(_("title"), max_length=120, blank=True)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    papers_number = models.PositiveSmallIntegerField(_("papers due"), null=True, blank=True)
    papers_unit = models.CharField(
        _("counted in"), max_length=13, choices=Unit, default="", blank=True
    )
    valid_from = models.DateField(_("from"), null=True, blank=True)
    valid_until = models.DateField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)
    removed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = SlotQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, title="") | (Q(body=None) & ~Q(title="")),
                name="slot_meeting_or_event",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=LONGEST_MINUTES), name="slot_minutes"
            ),
            models.CheckConstraint(
                condition=Q(papers_number=None, papers_unit="")
                | (Q(papers_number__isnull=False) & ~Q(papers_unit="")),
                name="slot_papers_number_unit",
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None)
                | Q(valid_until=None)
                | Q(valid_until__gte=models.F("valid_from")),
                name="slot_valid_from_until",
            ),
            models.CheckConstraint(
                condition=both_or_neither("removed_at", "removed_by"), name="slot_removed_at_by"
            ),
        ]
        indexes = [models.Index(fields=["cadence", "day_offset"], name="slot_cadence")]

    def __str__(self) -> str:
        return self.title or (self.body.code if self.body else "")

    @property
    def papers_due(self) -> Offset | None:
        """How long before the meeting its papers are due; None where it asks for none."""
        if self.papers_number is None:
            return None
        return Offset(self.papers_number, Unit(self.papers_unit))

    def day_in(self, starts_on: dt.date) -> dt.date | None:
        """Its day in the cycle that begins on `starts_on`; None where it is not valid then."""
        day = starts_on + dt.timedelta(days=self.day_offset)
        too_early = self.valid_from and day < self.valid_from
        too_late = self.valid_until and day > self.valid_until
        return None if too_early or too_late else day

    def moment_on(self, day: dt.date) -> dt.datetime:
        """When it starts on `day`, on the clock of its cadence."""
        return on_the_wall(dt.datetime.combine(day, self.starts), ZoneInfo(self.cadence.timezone))

    def get_absolute_url(self) -> str:
        return address_of("cycle:slot", self.pk)
