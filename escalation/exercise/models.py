"""An exercise is an instance of its own: these rows make it one, and no other row knows of it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import Dossier, DossierAccess, Function
from coordination.kit.addresses import address_of
from coordination.kit.models import Noun, VisibleQuerySet, at_most_one, both_or_neither
from coordination.papers.models import Paper
from coordination.people.models import Organisation, Post, Role, User
from escalation.regions.models import Indicator, Region

MAIL = "exercise.inject"
"""The kind of message in which an inject comes."""

FASTEST = 1440
"""A day a minute."""


class ClockSetting(models.Model):
    """From `starts_at` on the machine the story stands at `story_at` and goes at `speed`.

    Rows are only added: together they say how the clock went. The first makes a database that of
    an exercise.
    """

    starts_at = models.DateTimeField(unique=True)
    story_at = models.DateTimeField()
    speed = models.PositiveSmallIntegerField(_("speed"), default=1)
    set_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(speed__lte=FASTEST), name="exercise_clock_fastest")
        ]

    def __str__(self) -> str:
        return f"{self.story_at} x{self.speed}"


class ExerciseQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Those she leads: who plays along does not see what is coming."""
        return self.filter(dossier__in=led_by(user))


def led_by(user: Any) -> Any:
    """Dossiers in which she writes or leads, among those she may see."""
    parts = DossierAccess.objects.of(user).filter(function__in=[Function.WRITER, Function.LEAD])
    visible = Dossier.objects.visible_to(user)
    return visible.filter(pk__in=parts.values("dossier")).values("pk")


class Exercise(models.Model):
    """What is practised: a dossier of its own, whose writers and leads lead the exercise.

    `seed`, `first_day`, `days` and `waves` make its figures; they came in up to `brought_to`.
    """

    dossier = models.OneToOneField(
        Dossier, models.PROTECT, primary_key=True, related_name="+", verbose_name=_("dossier")
    )
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    seed = models.PositiveIntegerField(_("seed"), null=True, blank=True)
    first_day = models.DateField(null=True, blank=True)
    days = models.PositiveSmallIntegerField(null=True, blank=True)
    waves = models.JSONField(default=list, blank=True)
    level = models.DecimalField(max_digits=5, decimal_places=2, default=1)
    brought_to = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ExerciseQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("exercise")
        verbose_name_plural = _("exercises")
        constraints = [
            models.CheckConstraint(
                condition=both_or_neither("seed", "first_day", "days", "brought_to"),
                name="exercise_figures_whole",
            )
        ]

    def __str__(self) -> str:
        return self.dossier.title

    def get_absolute_url(self) -> str:
        return reverse("exercise:exercise")


class InjectKind(models.TextChoices):
    MESSAGE = "message", _("message")
    SIGNAL = "signal", _("signal")
    PRESS = "press", _("question of the press")
    PAPER = "paper", _("paper in a dossier")
    FIGURE = "figure", _("figure corrected")


class InjectStatus(models.TextChoices):
    PLANNED = "planned", _("planned")
    RELEASED = "released", _("released")
    WITHHELD = "withheld", _("withheld")


class InjectQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(exercise__in=led_by(user))


class Inject(Noun):
    """What the leaders of an exercise bring in, when, and what they expect to happen then.

    For one role, post or organisation; a paper goes into a dossier, a figure is a region's.
    """

    exercise = models.ForeignKey(Exercise, models.PROTECT, related_name="injects")
    code = models.CharField(_("number"), max_length=20)
    kind = models.CharField(_("kind"), max_length=8, choices=InjectKind, default=InjectKind.MESSAGE)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    expected = models.TextField(_("expected response"), blank=True)
    due_at = models.DateTimeField(_("moment in the story"))
    by_clock = models.BooleanField(_("released by the clock"), default=True)
    role = models.CharField(_("role"), max_length=16, choices=Role, blank=True)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dossier = models.ForeignKey(
        Dossier, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("dossier")
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("region")
    )
    indicator = models.ForeignKey(
        Indicator,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("indicator"),
    )
    day = models.DateField(_("day of the figure"), null=True, blank=True)
    value = models.DecimalField(_("figure"), max_digits=12, decimal_places=2, null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=8, choices=InjectStatus, default=InjectStatus.PLANNED
    )
    released_at = models.DateTimeField(null=True, blank=True)
    released_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    paper = models.ForeignKey(Paper, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = InjectQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("inject")
        verbose_name_plural = _("injects")
        constraints = [
            models.UniqueConstraint(fields=["exercise", "code"], name="inject_code_once"),
            models.CheckConstraint(
                condition=Q(role="", post=None, organisation=None)
                | Q(post=None, organisation=None) & ~Q(role="")
                | Q(role="") & at_most_one("post", "organisation"),
                name="inject_for_one",
            ),
            models.CheckConstraint(
                condition=~Q(kind=InjectKind.PAPER) | Q(dossier__isnull=False),
                name="inject_paper_in_dossier",
            ),
            models.CheckConstraint(
                condition=~Q(kind=InjectKind.FIGURE)
                | Q(
                    region__isnull=False,
                    indicator__isnull=False,
                    day__isnull=False,
                    value__isnull=False,
                ),
                name="inject_figure_whole",
            ),
            models.CheckConstraint(
                condition=Q(status=InjectStatus.RELEASED, released_at__isnull=False)
                | ~Q(status=InjectStatus.RELEASED) & Q(released_at=None, released_by=None),
                name="inject_released_at",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_at"], name="inject_due")]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    def get_absolute_url(self) -> str:
        return address_of("exercise:inject", self.pk)
