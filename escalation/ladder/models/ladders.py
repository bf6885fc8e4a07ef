"""A ladder: levels, the bounds between them, and how figures are weighed against those."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.measures.models import Measure
from coordination.people.models import User
from escalation.regions.models import Indicator, Scope

MOST_WEEKS, MOST_HYSTERESIS = 8, 90


class Combination(models.TextChoices):
    """How several indicators give one level."""

    SINGLE = "single", pgettext_lazy("ladder", "one figure decides")
    WORST = "worst", pgettext_lazy("ladder", "the worst figure decides")


class Window(models.TextChoices):
    """Which days count for an assessment on a date."""

    TRAILING = "trailing", pgettext_lazy("ladder", "the last days up to the day before")
    CALENDAR_WEEK = (
        "calendar_week",
        pgettext_lazy("ladder", "the last whole week, Monday to Sunday"),
    )


class Measured(models.TextChoices):
    """What is made of the days that count."""

    TOTAL = "total", pgettext_lazy("ladder", "their total")
    DAILY_MEAN = "daily_mean", pgettext_lazy("ladder", "their mean per day")


class LadderStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("ladder", "draft")
    ADOPTED = "adopted", pgettext_lazy("ladder", "adopted")


class LadderQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(dossier__in=Dossier.objects.visible_to(user))

    def adopted(self) -> Self:
        return self.filter(status=LadderStatus.ADOPTED)


class Ladder(Noun):
    """One version of a ladder, valid between two days. Once adopted it is never changed.

    A level changes once the rule gave it on every day of so many weeks (1: at once); it is left
    downwards only where a figure lies `hysteresis` per cent below the bound that led to it.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=20, unique=True)
    name = models.CharField(_("name"), max_length=100)
    scope = models.CharField(_("scope"), max_length=8, choices=Scope, default=Scope.REGION)
    status = models.CharField(
        _("status"), max_length=7, choices=LadderStatus, default=LadderStatus.DRAFT
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid until"), null=True, blank=True)
    combination = models.CharField(
        _("combination"), max_length=6, choices=Combination, default=Combination.SINGLE
    )
    window = models.CharField(_("window"), max_length=13, choices=Window, default=Window.TRAILING)
    window_days = models.PositiveSmallIntegerField(_("days"), default=7)
    measured = models.CharField(
        _("measured"), max_length=10, choices=Measured, default=Measured.TOTAL
    )
    per_inhabitants = models.BooleanField(_("per so many inhabitants"), default=True)
    decimals = models.PositiveSmallIntegerField(_("rounded to decimals"), null=True, blank=True)
    weeks_up = models.PositiveSmallIntegerField(_("weeks before it rises"), default=1)
    weeks_down = models.PositiveSmallIntegerField(_("weeks before it falls"), default=1)
    hysteresis = models.PositiveSmallIntegerField(_("hysteresis in per cent"), default=0)
    source = models.CharField(_("source"), max_length=300, blank=True)
    based_on = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    decision = models.ForeignKey(
        Decision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("decision"),
    )
    created_at = models.DateTimeField()
    adopted_at = models.DateTimeField(null=True, blank=True)
    adopted_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = LadderQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("ladder")
        verbose_name_plural = _("ladders")
        ordering = ["scope", "valid_from", "code"]
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("adopted_at", "adopted_by"), name="ladder_adopted_at_by"
            ),
            models.CheckConstraint(
                condition=Q(status=LadderStatus.DRAFT) | Q(valid_from__isnull=False),
                name="ladder_adopted_has_start",
            ),
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="ladder_from_to",
            ),
            models.CheckConstraint(
                condition=Q(window_days__gte=1, window_days__lte=28), name="ladder_window_days"
            ),
            models.CheckConstraint(
                condition=Q(weeks_up__gte=1, weeks_up__lte=MOST_WEEKS)
                & Q(weeks_down__gte=1, weeks_down__lte=MOST_WEEKS),
                name="ladder_weeks",
            ),
            models.CheckConstraint(
                condition=Q(hysteresis__lte=MOST_HYSTERESIS), name="ladder_hysteresis"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return address_of("ladder:detail", self.pk)


class Level(Noun):
    """A step of a ladder: its rank from 1 up and its name; the look draws a rank in its colour."""

    ladder = models.ForeignKey(Ladder, models.CASCADE, related_name="levels")
    rank = models.PositiveSmallIntegerField(_("rank"))
    name_nl = models.CharField(_("name in Dutch"), max_length=40)
    name_en = models.CharField(_("name in English"), max_length=40)

    class Meta:
        verbose_name = _("level")
        verbose_name_plural = _("levels")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["ladder", "rank"], name="level_rank_once"),
            models.CheckConstraint(condition=Q(rank__gte=1, rank__lte=9), name="level_rank"),
        ]

    def __str__(self) -> str:
        return f"{self.rank} {self.name}"

    @property
    def name(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl


class Threshold(Noun):
    """Where a level starts for one indicator; it ends where the next level starts."""

    level = models.ForeignKey(Level, models.CASCADE, related_name="thresholds")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    lower = models.DecimalField(_("from"), max_digits=14, decimal_places=2)
    inclusive = models.BooleanField(_("the bound itself included"), default=True)

    class Meta:
        verbose_name = _("threshold")
        verbose_name_plural = _("thresholds")
        constraints = [
            models.UniqueConstraint(fields=["level", "indicator"], name="threshold_once"),
            models.CheckConstraint(condition=Q(lower__gte=0), name="threshold_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.lower}"


class LevelMeasure(Noun):
    """A measure that holds at a level, in the words it had when the draft was saved or adopted.

    The measure itself may be changed later; an adopted ladder keeps saying what it said.
    """

    level = models.ForeignKey(Level, models.CASCADE, related_name="measures")
    measure = models.ForeignKey(
        Measure, models.PROTECT, related_name="+", verbose_name=_("measure")
    )
    instrument = models.CharField(_("instrument"), max_length=200)
    legal_basis = models.CharField(_("legal basis"), max_length=200, blank=True)
    sectors = models.CharField(_("sectors"), max_length=500, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("measure at a level")
        verbose_name_plural = _("measures at a level")
        ordering = ["position", "instrument"]
        constraints = [
            models.UniqueConstraint(fields=["level", "measure"], name="level_measure_once")
        ]

    def __str__(self) -> str:
        return self.instrument
