"""From figure to force: the round a level goes through, and what the office decided."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.decisions.models import Decision
from coordination.kit import clock
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Body, Post, User
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
        return f"{self.region_id} {self.opened_at}"


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
        return f"{self.region_id} {self.level_id}"


class DeterminationQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Of the regions she sees; chain partners see what is published and free of embargo."""
        visible = self.filter(region__in=Region.objects.visible_to(user))
        if user.is_authenticated and user.only_partner:
            free = Q(embargo_until=None) | Q(embargo_until__lte=clock.now())
            visible = visible.filter(free, published_at__isnull=False)
        return visible

    def standing(self) -> Self:
        return self.filter(withdrawn_at=None)

    def historic(self) -> Self:
        """Read in from a list of levels that were set elsewhere."""
        return self.exclude(basis="")


HISTORIC = ~Q(basis="")
BASES = {
    "listed": _("from a list"),
    "unchanged": _("unchanged, from a list"),
    "inferred": pgettext_lazy("level", "inferred"),
}


class Determination(Noun):
    """The level an office set for a region, by which decision, from when.

    A lower level waits for a second person (`confirmed_by`) before it can be published. Without a
    level the region's escalation is ended.

    With a `basis` it is historic: read in from a `source` of levels that were set elsewhere, known
    since it was published here. It has no decision of ours, no call, no embargo and no second
    person, and whoever reads it sees how it is known.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="determinations")
    level = models.ForeignKey(Level, models.PROTECT, null=True, blank=True, related_name="+")
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="following"
    )
    proposal = models.ForeignKey(
        Proposal, models.PROTECT, null=True, blank=True, related_name="determinations"
    )
    round = models.ForeignKey(
        Round, models.PROTECT, null=True, blank=True, related_name="determinations"
    )
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("office")
    )
    decision = models.ForeignKey(
        Decision, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("decision"),
    )  # fmt: skip
    basis = models.CharField(_("how it is known"), max_length=40, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    deviation = models.CharField(_("why other than the rule"), max_length=2000, blank=True)
    lowers = models.BooleanField(default=False)
    in_force_at = models.DateTimeField(_("in force from"))
    next_on = models.DateField(_("next determination"), null=True, blank=True)
    embargo_until = models.DateTimeField(_("embargo until"), null=True, blank=True)
    determined_at = models.DateTimeField()
    determined_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    informed_at = models.DateTimeField(null=True, blank=True)
    informed_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = DeterminationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("determination")
        verbose_name_plural = _("determinations")
        ordering = ["-in_force_at", "-determined_at"]
        constraints = (
            [
                models.CheckConstraint(
                    condition=both_or_neither(f"{step}_at", f"{step}_by"),
                    name=f"determination_{step}_at_by",
                )
                for step in ("confirmed", "informed")
            ]
            + [
                # a list may be read in by a command, for which nobody signs
                models.CheckConstraint(
                    condition=both_or_neither(f"{step}_at", f"{step}_by") | HISTORIC,
                    name=f"determination_{step}_at_by",
                )
                for step in ("published", "withdrawn")
            ]
            + [
                models.CheckConstraint(
                    condition=Q(post__isnull=False, decision__isnull=False) | HISTORIC,
                    name="determination_has_decision",
                ),
                models.CheckConstraint(
                    condition=~HISTORIC
                    | Q(decision=None, embargo_until=None, informed_at=None, lowers=False),
                    name="determination_historic_is_bare",
                ),
                models.UniqueConstraint(
                    fields=["region", "in_force_at"],
                    condition=HISTORIC & Q(withdrawn_at=None),
                    name="determination_historic_once",
                ),
                models.UniqueConstraint(
                    fields=["proposal"],
                    condition=Q(withdrawn_at=None),
                    name="determination_of_proposal",
                ),
                models.CheckConstraint(
                    condition=~Q(confirmed_by=F("determined_by")),
                    name="determination_second_person",
                ),
                models.CheckConstraint(
                    condition=Q(published_at=None)
                    | Q(lowers=False)
                    | Q(confirmed_at__isnull=False),
                    name="determination_lower_is_confirmed",
                ),
                models.CheckConstraint(
                    condition=Q(published_at=None) | Q(withdrawn_at=None) | HISTORIC,
                    name="determination_published_stands",
                ),
            ]
        )
        indexes = [models.Index(fields=["region", "in_force_at"], name="determination_region")]

    def __str__(self) -> str:
        return f"{self.region_id} {self.in_force_at}"

    @property
    def basis_words(self) -> Any:
        """How a level that was read in is known; a word of the list's own stands as it is."""
        return BASES.get(self.basis, self.basis)


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
        return f"{self.round_id} {self.kind}"


class Contact(Noun):
    """Somebody was spoken to about a region: in which function, when, and what was said."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="contacts")
    determination = models.ForeignKey(
        Determination, models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    with_whom = models.CharField(_("with whom"), max_length=100)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    text = models.CharField(_("what was said"), max_length=2000, blank=True)
    recorded_at = models.DateTimeField()

    objects = OfRegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact with a region")
        verbose_name_plural = _("contacts with regions")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.region_id} {self.with_whom}"
