"""Who takes part in a team: the register from which the members of its body follow."""

from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from coordination.dossiers.models import DossierAccess
from coordination.kit.models import Noun, VisibleQuerySet, at_most_one
from coordination.people.models import BodyMember, Organisation, Post, User

from .teams import Team


class TeamRole(models.TextChoices):
    LEAD = "lead", _("team lead")
    SECRETARY = "secretary", _("secretary")
    MEMBER = "member", _("member")
    DEPUTY = "deputy", _("deputy member")
    LINKING_PIN = "linking_pin", _("linking pin")
    KNOWLEDGE_PARTNER = "knowledge_partner", _("knowledge partner")


KEEPERS = (TeamRole.LEAD, TeamRole.SECRETARY)
# somebody is known, be it by a post that is held by nobody now
IS_NAMED = Q(person__isnull=False) | Q(post__isnull=False)


class CapacityUnit(models.TextChoices):
    FTE = "fte", _("fte")
    HOURS = "hours", _("hours a week")


HOURS_PER_FTE = Decimal(36)
"""A full week of a civil servant (CAO Rijk)."""


class TeamMemberQuerySet(VisibleQuerySet):
    def visible_to(self, user: Any) -> Self:
        """Who sees a team sees who takes part in it."""
        return self.filter(team__in=Team.objects.visible_to(user))

    def present(self, on: date) -> Self:
        return self.filter(Q(until=None) | Q(until__gt=on), since__lte=on)

    def standing(self, on: Any) -> Self:
        """Present, or still to come."""
        return self.filter(Q(until=None) | Q(until__gt=on))

    def named(self) -> Self:
        """With somebody who takes part: a person, or a post that is held."""
        return self.filter(Q(person__isnull=False) | Q(post__holder__isnull=False))

    def held_by(self, user: Any) -> Self:
        return self.filter(Q(person=user) | Q(post__holder=user))


class TeamMember(Noun):
    """An organisation in a team, with the person or post that takes part; neither: nobody yet.

    `seat` is the row it keeps in the body, `access` the part of a person in the dossier.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="members")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    person = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    role = models.CharField(_("role"), max_length=20, choices=TeamRole, default=TeamRole.MEMBER)
    capacity = models.DecimalField(
        pgettext_lazy("team", "capacity"), max_digits=4, decimal_places=2, null=True, blank=True
    )
    capacity_unit = models.CharField(
        pgettext_lazy("capacity", "unit"), max_length=5, choices=CapacityUnit, blank=True
    )
    seconded = models.BooleanField(_("on secondment"), default=False)
    since = models.DateField(_("from"))
    until = models.DateField(_("until"), null=True, blank=True)
    seat = models.OneToOneField(BodyMember, models.PROTECT, related_name="+")
    access = models.OneToOneField(
        DossierAccess, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1)

    objects = TeamMemberQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("member")
        constraints = [
            models.CheckConstraint(
                condition=at_most_one("person", "post"), name="team_member_person_or_post"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="team_member_since_until"
            ),
            models.CheckConstraint(
                condition=(Q(capacity=None) & Q(capacity_unit=""))
                | (Q(capacity__gt=0) & ~Q(capacity_unit="")),
                name="team_member_capacity_unit",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(role=TeamRole.LEAD, until=None),
                name="team_one_lead",
            ),
            models.UniqueConstraint(
                fields=["team"],
                condition=Q(role=TeamRole.SECRETARY, until=None),
                name="team_one_secretary",
            ),
            models.UniqueConstraint(
                fields=["team", "person"],
                condition=Q(until=None, person__isnull=False),
                name="team_member_person_once",
            ),
        ]
        indexes = [models.Index(fields=["organisation", "team"], name="team_member_organisation")]

    def __str__(self) -> str:
        return f"{self.team_id} {self.organisation_id} {self.role}"

    @property
    def holder(self) -> User | None:
        """The person who takes part today; none where the organisation has named nobody."""
        return self.person or (self.post.holder if self.post else None)

    @property
    def fte(self) -> Decimal | None:
        """Her capacity as a part of a full week."""
        if self.capacity is None:
            return None
        hours = self.capacity_unit == CapacityUnit.HOURS
        return self.capacity / HOURS_PER_FTE if hours else self.capacity

    def get_absolute_url(self) -> str:
        return self.team.get_absolute_url()
