"""What the office decided of a level, and who was spoken to about it."""

from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.decisions.models import Decision
from coordination.kit import clock
from coordination.kit.models import Noun, VisibleQuerySet, both_or_neither
from coordination.people.models import Post, User
from escalation.regions.models import Region

from .assessments import Assessment
from .ladders import Level
from .rounds import OfRegionQuerySet, Proposal, Round


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

    named_with = "region", "level"
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
        level = self.level or _("escalation ended")
        return f"{self.region}: {level}"

    @property
    def basis_words(self) -> Any:
        """How a level that was read in is known; a word of the list's own stands as it is."""
        return BASES.get(self.basis, self.basis)


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

    named_with = ("region",)
    objects = OfRegionQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact with a region")
        verbose_name_plural = _("contacts with regions")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.region}: {self.with_whom}"
