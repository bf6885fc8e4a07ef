"""Teams of a load: each around a dossier and a body, with twenty places, one in four empty."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from coordination.example.bulk import Load, bulk, sentence
from coordination.people.models import BodyMember

from .models import Horizon, Team, TeamMember, TeamRole, TeamStatus, TeamStep

TEAMS, PLACES, EMPTY = 5, 20, 4


def load(load: Load) -> None:
    count = TEAMS * load.scale
    load.keep(
        (_team(load, n) for n in range(count)),
        by=lambda team: team.dossier.opened_by,
        dossier=lambda team: team.pk,
        actions=("teams.proposed",),
        remember=True,
    )
    load.keep(
        TeamStep(team=team, status=TeamStatus.PROPOSED, at=load.now, by=team.dossier.opened_by)
        for team in load.kept["team"]
    )
    seats = list(_seats(load))
    load.keep(seats)
    load.keep(_members(load, seats))


def _team(load: Load, number: int) -> Team:
    today = load.now.date()
    return Team(
        dossier=load.kept["dossier"][number],
        body=load.kept["body"][number],
        code=f"T{number:05}",
        subject=sentence(number, 4).capitalize(),
        horizon=Horizon.LONG if number % 3 == 0 else Horizon.MEDIUM,
        sponsor=load.pick("organisation", number),
        status=list(TeamStatus)[number % 5],
        starts_on=today - timedelta(days=60),
        ends_on=today + timedelta(days=number % 90),
    )


def _places(load: Load) -> Iterator[tuple[Team, int, Any]]:
    """Each place with who has it; nobody in the empty ones."""
    users = load.kept["user"]
    for number, team in enumerate(load.kept["team"]):
        for place in range(PLACES):
            user = users[(number * PLACES + place) % len(users)]
            yield team, place, user


def _seats(load: Load) -> Iterator[BodyMember]:
    for team, place, user in _places(load):
        yield BodyMember(
            body=team.body,
            organisation=user.organisation,
            person=None if place % EMPTY == 0 else user,
            since=team.starts_on,
            until=_after(team),
            via=team.code,
        )


def _after(team: Team) -> date:
    assert team.ends_on is not None
    return team.ends_on + timedelta(days=1)


def _members(load: Load, seats: list[BodyMember]) -> Iterator[TeamMember]:
    for (team, place, _user), seat in zip(_places(load), seats, strict=True):
        yield TeamMember(
            team=team,
            organisation=seat.organisation,
            person=seat.person,
            role=TeamRole.LEAD if place == 1 else TeamRole.MEMBER,
            capacity="0.20" if place % 2 else None,
            capacity_unit="fte" if place % 2 else "",
            since=seat.since,
            until=seat.until,
            seat=seat,
        )


bulk.add("teams", load, order=90)
