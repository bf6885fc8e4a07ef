"""Who may do what with a team: her role first, then her place in it."""

from typing import Any

from django.db.models import Q, QuerySet

from coordination.dossiers.permissions import can_lead, led_by
from coordination.kit import clock
from coordination.people.rights import Level, allows

from .models import KEEPERS, ResourceRequest, Team, TeamMember


def can_propose(user: Any) -> bool:
    return allows(user, "teams.propose") is Level.YES


def can_keep(user: Any, team: Team, *, sits: frozenset[str] | None = None) -> bool:
    """Name members, keep tracks and life: its lead, its secretary, or who leads its dossier.

    `sits` are the roles she has in it today, where the page knows them already.
    """
    if not user.may("teams.keep") or team.dossier.classification > user.clearance:
        return False
    here = keeps(user, team) if sits is None else bool(sits & set(KEEPERS))
    return here or can_lead(user, team.dossier)


def can_answer(user: Any, request: ResourceRequest) -> bool:
    """Say whether somebody comes: the organisation that was asked, or who keeps the team."""
    if not user.may("teams.answer"):
        return False
    asked = ResourceRequest.objects.visible_to(user).filter(pk=request.pk).exists()
    ours = request.organisation_id == user.organisation_id
    return asked and (ours or can_keep(user, request.team))


def capacity_known_to(user: Any) -> QuerySet[Team]:
    """Teams of which she may know what each member spends: with a place in it, or keeping it."""
    if not user.may("teams.capacity"):
        return Team.objects.none()
    sits = TeamMember.objects.held_by(user).present(clock.today())
    known = Q(pk__in=sits.values("team"))
    if user.may("teams.keep"):
        known |= Q(pk__in=led_by(user).values("pk"))
    return Team.objects.filter(known)


def keeps(user: Any, team: Team) -> bool:
    """She is its lead or its secretary today, by name or by post."""
    rows = TeamMember.objects.filter(team=team, role__in=KEEPERS).held_by(user)
    return rows.present(clock.today()).exists()
