"""What the page of a team shows beside its members."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from coordination.decisions.models import Decision
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.people.models import User

from ..models import RequestStatus, ResourceRequest, Team, TeamMember, TeamRole, TeamStep, Track
from .members import MemberRow, roles_here


def steps_of(team: Team, user: Any) -> QuerySet[TeamStep]:
    """The life of the team, latest first; `seen` says whether she may see the decision."""
    seen = Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))
    found: QuerySet[TeamStep] = team.steps.annotate(seen=Exists(seen))
    return found.select_related("decision", "by__organisation").order_by("-at", "pk")


def next_meeting(team: Team, user: Any, *, at: datetime) -> Meeting | None:
    """The first meeting of its body that is not over and that she may see."""
    coming = Meeting.objects.visible_to(user).filter(body=team.body_id, ends_at__gte=at)
    found: Meeting | None = (
        coming.filter(status__in=[MeetingStatus.PLANNED, MeetingStatus.OPEN])
        .order_by("starts_at", "pk")
        .first()
    )
    return found


@dataclass(frozen=True)
class Asked:
    """A track with the people asked for it, or what was asked outside tracks."""

    track: Track | None
    requests: list[ResourceRequest]


def asked_by(team: Team) -> list[Asked]:
    """Its tracks by name, with what was asked for each; what is for none comes last."""
    asked: dict[Any, list[ResourceRequest]] = defaultdict(list)
    rows = ResourceRequest.objects.filter(team=team).exclude(status=RequestStatus.WITHDRAWN)
    for request in rows.select_related("organisation").order_by("answer_by", "pk"):
        asked[request.track_id].append(request)
    pins = ("organisation", "person__organisation", "post__holder__organisation")
    tracks = Track.objects.filter(team=team).select_related(
        *(f"linking_pin__{one}" for one in pins)
    )
    found = [Asked(track, asked[track.pk]) for track in tracks.order_by("name", "pk")]
    return [*found, Asked(None, asked[None])] if asked[None] else found


@dataclass
class Burden:
    """What one person carries in the teams that the reader may see."""

    person: User
    places: list[TeamMember] = field(default_factory=list)

    @property
    def fte(self) -> Decimal:
        """As a part of a full week; places without a number count for nothing."""
        return sum((place.fte or Decimal() for place in self.places), Decimal())

    @property
    def unknown(self) -> int:
        return sum(place.capacity is None for place in self.places)

    @property
    def too_much(self) -> bool:
        return self.fte > 1


def burdens_for_lead(members: Iterable[MemberRow], user: Any, *, on: date) -> list[Burden]:
    """Who takes part with all that she carries in teams that the lead may see, most loaded first.

    Empty for who does not lead the team today: what people carry is for her alone (AVG).
    """
    here = list(members)
    people = {row.person for row in here if row.person}
    if TeamRole.LEAD not in roles_here(here, user, on=on) or not people:
        return []
    places = (
        TeamMember.objects.visible_to(user)
        .present(on)
        .filter(Q(person__in=people) | Q(post__holder__in=people))
        .filter(team__in=Team.objects.standing())
        .select_related("team", "person__organisation", "post__holder__organisation")
    )
    found: dict[Any, Burden] = {}
    for place in places.order_by("team__code", "pk"):
        person = place.holder
        assert person is not None
        found.setdefault(person.pk, Burden(person)).places.append(place)
    return sorted(found.values(), key=lambda one: (-one.fte, -len(one.places), one.person.name))
