"""What stands out per organisation: where it named nobody, where its people should be twice."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, DateField, QuerySet, UUIDField

from coordination.cycle.queries.collisions import Collision, Kind, collisions_between
from coordination.dossiers.queries.prepared import PreparedForReader
from coordination.people.models import Organisation

from ..models import IS_NAMED, RequestStatus, ResourceRequest, Team, TeamMember

AHEAD = timedelta(days=14)
MOST = 50


@dataclass(frozen=True)
class Blip:
    """An organisation: in how many teams it takes part, and in how many it named nobody.

    `twice` counts the pairs of meetings at which its people should be at once.
    """

    organisation: Organisation
    teams: int
    empty: int
    asked: int
    twice: int


def radar(user: Any, *, on: date, collisions: Iterable[Collision]) -> list[Blip]:
    """Every organisation with a place in a team that stands, the most empty places first.

    Counts only what she may see; `collisions` are those of `colliding`.
    """
    places = {pk: (teams, teams - named) for pk, teams, named in _counted(user, on=on)}
    asked = dict(_asked(user))
    twice = Counter(pk for one in collisions for pk in _organisations(one))
    found = Organisation.objects.filter(pk__in=[*places, *asked])
    blips = [
        Blip(one, *places.get(one.pk, (0, 0)), asked.get(one.pk, 0), twice[one.pk]) for one in found
    ]
    return sorted(
        blips,
        key=lambda blip: (-blip.empty, -blip.twice, -blip.asked, blip.organisation.code),
    )


def empty_places(user: Any, organisation: Organisation, *, on: date) -> QuerySet[Team]:
    """The teams in which it takes part and of which it named nobody."""
    return _empty(user, whose=organisation.pk, on=on)


def colliding(user: Any, *, at: datetime) -> list[Collision]:
    """Meetings of the coming two weeks at which somebody should be at once."""
    found = collisions_between(user, at, at + AHEAD, at=at)
    return [one for one in found if one.kind is Kind.PERSON]


def of_organisation(collisions: Iterable[Collision], organisation: Organisation) -> list[Collision]:
    """Those in which its people should be twice."""
    return [one for one in collisions if organisation.pk in _organisations(one)]


def _organisations(collision: Collision) -> set[UUID]:
    return {person.organisation_id for person in collision.people}


def asked_of(user: Any, organisation: Organisation) -> QuerySet[ResourceRequest]:
    """Requests for people that it has not answered, soonest first."""
    return _asked_of(user, whose=organisation.pk)


def _counted_places(user: Any, *, on: Any) -> Any:
    """Of each organisation the teams with a place for it, and those where somebody has it."""
    teams = Count("team", distinct=True)
    named = Count("team", distinct=True, filter=IS_NAMED)
    counted = _places(user, on).order_by().values("organisation")
    return counted.annotate(teams=teams, named=named).values_list("organisation", "teams", "named")


def _counted_requests(user: Any) -> Any:
    rows = _requests(user).order_by().values("organisation").annotate(number=Count("pk"))
    return rows.values_list("organisation", "number")


def _empty_places(user: Any, *, whose: Any, on: Any) -> Any:
    ours = _places(user, on).filter(organisation=whose)
    named = ours.filter(IS_NAMED)
    found = Team.objects.filter(pk__in=ours.values("team")).exclude(pk__in=named.values("team"))
    return found.select_related("sponsor").order_by("code")[:MOST]


def _requests_of(user: Any, *, whose: Any) -> Any:
    ours = _requests(user).filter(organisation=whose)
    return ours.select_related("team").order_by("answer_by", "pk")[:MOST]


def _places(user: Any, on: Any) -> Any:
    standing = Team.objects.standing().values("pk")
    return TeamMember.objects.visible_to(user).present(on).filter(team__in=standing)


def _requests(user: Any) -> Any:
    return ResourceRequest.objects.visible_to(user).filter(status=RequestStatus.ASKED)


_counted = PreparedForReader(_counted_places, on=DateField())
_asked = PreparedForReader(_counted_requests)
_empty = PreparedForReader(_empty_places, whose=UUIDField(), on=DateField())
_asked_of = PreparedForReader(_requests_of, whose=UUIDField())
