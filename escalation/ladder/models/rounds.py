"""The round a level goes through: its steps, and what is proposed in it."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Body, User
from escalation.regions.models import Region

from .assessments import Assessment
from .ladders import Level


class OfRegionQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Of the regions she sees; what is not yet published stays within government."""
        visible = self.filter(region__in=Region.objects.visible_to(user))
        return visible.none() if user.is_authenticated and user.only_partner else visible


class Round(Noun):
    """One course of a region from figure to force, with a clock on every step."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="rounds")
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    settled_by = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    outcome = models.CharField(_("outcome"), max_length=500, blank=True)

    named_with = ("region",)
    objects = OfRegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of a region")
        verbose_name_plural = _("rounds of regions")
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(closed_at=None), name="round_one_open"
            ),
            models.CheckConstraint(
                condition=both_or_neither("closed_at", "closed_by"), name="round_closed_at_by"
            ),
            models.CheckConstraint(
                condition=Q(settled_by=None) | Q(closed_at__isnull=False),
                name="round_settled_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return str(self.region)


class ProposalStatus(models.TextChoices):
    OPEN = "open", pgettext_lazy("proposal", "open")
    DETERMINED = "determined", pgettext_lazy("proposal", "determined")
    WITHDRAWN = "withdrawn", pgettext_lazy("proposal", "withdrawn")


class Proposal(Noun):
    """A level that somebody asks the office to set, with why and why on this table."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="proposals")
    round = models.ForeignKey(Round, models.PROTECT, related_name="proposals")
    level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    reason = models.CharField(_("reason"), max_length=2000)
    why_here = models.CharField(_("why here?"), max_length=500)
    status = models.CharField(
        _("status"), max_length=10, choices=ProposalStatus, default=ProposalStatus.OPEN
    )
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    named_with = "region", "level"
    objects = OfRegionQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("proposal of a level")
        verbose_name_plural = _("proposals of levels")
        ordering = ["-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["region"], condition=Q(status="open"), name="proposal_one_open"
            )
        ]

    def __str__(self) -> str:
        return f"{self.region}: {self.level}"


class StepKind(models.TextChoices):
    """The steps from figure to force, in their order."""

    FIGURE = "figure", pgettext_lazy("step", "figure")
    SIGNAL = "signal", pgettext_lazy("step", "signal")
    MEANING = "meaning", pgettext_lazy("step", "talk of meaning")
    PROPOSAL = "proposal", pgettext_lazy("step", "proposal")
    DETERMINATION = "determination", pgettext_lazy("step", "determination")
    INFORMED = "informed", pgettext_lazy("step", "region informed")
    PUBLISHED = "published", pgettext_lazy("step", "published")
    IN_FORCE = "in_force", pgettext_lazy("step", "in force")


class ProcessStep(Noun):
    """When a step of a round was taken, by whom, and with whom or on what."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="steps")
    region = models.ForeignKey(Region, models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=13, choices=StepKind)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    with_whom = models.CharField(_("with whom"), max_length=100, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = OfRegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("step of a round")
        verbose_name_plural = _("steps of rounds")
        ordering = ["at"]
        constraints = [
            # there may be several talks of meaning: with the GGD, in the RBT, with RIVM
            models.UniqueConstraint(
                fields=["round", "kind"], condition=~Q(kind="meaning"), name="step_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
