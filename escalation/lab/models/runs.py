"""Replays and sweeps: what was asked is frozen with what came of it, so that it can be repeated."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.dossiers.models import Dossier
from coordination.kit.addresses import address_of
from coordination.kit.work import Work, WorkStatus
from coordination.papers.models import Paper
from coordination.people.models import User
from escalation.ladder.models import Ladder
from escalation.regions.models import Region

from .processes import ProcessVariant
from .variants import InLadderDossierQuerySet, Variant


class RunQuerySet(InLadderDossierQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Its sums speak of every region in it, so she must see them all."""
        hidden = Region.objects.exclude(pk__in=Region.objects.visible_to(user).values("pk"))
        of_hidden = self.model.regions.through.objects.filter(region__in=hidden)
        key = f"{self.model._meta.model_name}_id"
        return super().visible_to(user).exclude(pk__in=of_hidden.values(key))


class Run(Work):
    """Something reckoned over days `first` to `last`, with the figures known at a moment.

    `asks` holds all it was reckoned from, `found` what came of it, `sha256` seals both. A long
    one waits for a worker.

    With `in_force` it is held against the versions that were in force, each on its own days, and
    `ladder` is the one from which that was asked.
    """

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    ladder = models.ForeignKey(
        Ladder, models.PROTECT, related_name="+", verbose_name=_("ladder it is held against")
    )
    process = models.ForeignKey(
        ProcessVariant, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("variant of the process"),
    )  # fmt: skip
    regions = models.ManyToManyField(Region, related_name="+")
    first = models.DateField(_("first day"))
    last = models.DateField(_("last day"))
    known_at = models.DateTimeField(_("figures known at"), null=True, blank=True)
    flip_weeks = models.PositiveSmallIntegerField(_("flips back within weeks"), default=2)
    in_force = models.BooleanField(_("held against what was in force"), default=False)
    share = models.PositiveSmallIntegerField(default=0)
    sentence = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    asks = models.JSONField(default=dict)
    found = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64, blank=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="%(class)s_first_to_last"
            ),
            models.CheckConstraint(condition=Q(share__lte=100), name="%(class)s_share"),
            models.CheckConstraint(
                condition=Q(flip_weeks__gte=1, flip_weeks__lte=26), name="%(class)s_flip_weeks"
            ),
            models.CheckConstraint(
                condition=~Q(status=WorkStatus.DONE) | ~Q(sha256=""),
                name="%(class)s_done_is_sealed",
            ),
        ]

    @property
    def held_against(self) -> str:
        """In a word or two, as the head of a column."""
        return gettext("what was in force") if self.in_force else self.ladder.code


class Replay(Run):
    """One variant over a span, beside what it is held against; without one that alone."""

    variant = models.ForeignKey(
        Variant, models.PROTECT, null=True, blank=True, related_name="replays",
        verbose_name=_("variant"),
    )  # fmt: skip

    class Meta(Run.Meta):
        verbose_name = _("replay")
        verbose_name_plural = _("replays")

    def __str__(self) -> str:
        if self.variant:
            return self.variant.name
        return gettext("What was in force") if self.in_force else self.ladder.name

    def get_absolute_url(self) -> str:
        return address_of("lab:replay", self.pk)


class Sweep(Run):
    """Many variants of `ladder` over a grid.

    `grid` says what is varied; `found` holds a row per point, the first of what it is held against.
    """

    grid = models.JSONField(default=dict)
    size = models.PositiveIntegerField(_("points"))

    class Meta(Run.Meta):
        verbose_name = _("sweep")
        verbose_name_plural = _("sweeps")

    def __str__(self) -> str:
        return f"{self.ladder_id} {self.first} {self.last}"

    def get_absolute_url(self) -> str:
        return address_of("lab:sweep", self.pk)


class LadderBasisQuerySet(InLadderDossierQuerySet):
    def visible_to(self, user: Any) -> Self:
        return self.filter(replay__in=Replay.objects.visible_to(user))


class LadderBasis(models.Model):
    """What a draft of the ladder rests on: the replay, and the paper it was frozen in."""

    ladder = models.OneToOneField(
        Ladder, models.CASCADE, primary_key=True, related_name="+", verbose_name=_("ladder")
    )
    replay = models.ForeignKey(Replay, models.PROTECT, related_name="drafts")
    paper = models.ForeignKey(Paper, models.PROTECT, related_name="+", verbose_name=_("paper"))
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = LadderBasisQuerySet.as_manager()

    class Meta:
        verbose_name = _("what a draft rests on")
        verbose_name_plural = _("what drafts rest on")

    def __str__(self) -> str:
        return f"{self.ladder_id} {self.replay_id}"
