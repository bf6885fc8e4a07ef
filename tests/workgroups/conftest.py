"""A team around the body of the cast, and everybody who has a place in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.people.models import Organisation, OrganisationKind, User
from tests.cast import MONDAY, Cast, add_organisation, add_user
from tests.kept import kept
from workgroups.teams.models import Horizon, Team, TeamMember, TeamRole
from workgroups.teams.services import Plan, Seat, add_member, propose_team

FIRST_DAY = date(2020, 10, 19)
LAST_DAY = date(2021, 1, 29)


@dataclass(frozen=True)
class Crew:
    """MLT3 as a team. `member` speaks for VWS; OCW takes part and has named nobody yet.

    `szw_member` speaks for SZW, `linking_pin` comes from the ministry of JenV, and
    `knowledge_partner` from the planning bureau SCP. `stranger` has no part anywhere.
    """

    team: Team
    lead: User
    secretary: User
    member: User
    szw_member: User
    linking_pin: User
    knowledge_partner: User
    coordinator: User
    stranger: User
    ocw: Organisation
    scp: Organisation
    places: dict[str, TeamMember]


def propose(cast: Cast, code: str, at: datetime, **more: Any) -> Team:
    values: dict[str, Any] = {
        "code": code,
        "subject": f"Onderwerp van {code}",
        "horizon": Horizon.MEDIUM,
        "sponsor": cast.vws,
        "owner": cast.dgsc,
        "starts_on": FIRST_DAY,
        "ends_on": LAST_DAY,
    } | more
    by = values.pop("by", cast.coordinator)
    return propose_team(plan=Plan(**values), by=by, at=at)


def seat(
    cast: Cast, team: Team, organisation: Organisation, at: datetime, **more: Any
) -> TeamMember:
    facts: dict[str, Any] = {"since": FIRST_DAY} | more
    by = facts.pop("by", cast.coordinator)
    return add_member(team=team, seat=Seat(organisation, **facts), by=by, at=at)


@pytest.fixture
def decision(cast: Cast, now: datetime) -> Decision:
    """What a team is wound up by, or a variant chosen."""
    return record_decision_outside_meeting(
        taken_by=cast.body,
        taken_on=now.date(),
        dossier=cast.dossier,
        text="De opdracht is uitgevoerd.",
        by=cast.secretary,
        at=now,
    )


@pytest.fixture
def make_team(cast: Cast, now: datetime) -> Callable[..., Team]:
    """A proposed team with a dossier and a body of its own; what is given replaces the usual."""

    def make(code: str = "LT2", **more: Any) -> Team:
        return propose(cast, code, more.pop("at", now), **more)

    return make


@pytest.fixture
def make_member(cast: Cast, now: datetime) -> Callable[..., TeamMember]:
    """Somebody takes part from the first day on; without person or post nobody is known yet."""

    def make(team: Team, organisation: Organisation, **more: Any) -> TeamMember:
        return seat(cast, team, organisation, more.pop("at", now), **more)

    return make


@kept
def crew(cast: Cast) -> Crew:
    """The body of the cast and its dossier became a team; its members were taken along."""
    own = {"dossier": cast.dossier, "body": cast.body, "subject": "Kwetsbare groepen"}
    team = propose(cast, "MLT3", MONDAY, **own)
    ocw = add_organisation("OCW")
    scp = add_organisation("SCP", OrganisationKind.PLANNING_BUREAU)
    linking_pin = add_user("linking pin", cast.jenv)
    knowledge_partner = add_user("knowledge partner", scp)
    seat(cast, team, cast.jenv, MONDAY, person=linking_pin, role=TeamRole.LINKING_PIN)
    seat(cast, team, scp, MONDAY, person=knowledge_partner, role=TeamRole.KNOWLEDGE_PARTNER)
    seat(cast, team, ocw, MONDAY)
    places = {place.organisation.code: place for place in team.members.order_by("role")}
    return Crew(
        team=team,
        lead=cast.lead,
        secretary=cast.secretary,
        member=cast.vws_officer,
        szw_member=cast.szw_officer,
        linking_pin=linking_pin,
        knowledge_partner=knowledge_partner,
        coordinator=cast.coordinator,
        stranger=cast.stranger,
        ocw=ocw,
        scp=scp,
        places=places,
    )
