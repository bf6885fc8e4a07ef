"""A team around the body of the cast, and everybody who has a place in it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pytest

from coordination.people.models import Organisation, OrganisationKind, User
from tests.cast import Cast
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


@pytest.fixture
def make_team(
    cast: Cast, make_organisation: Callable[..., Organisation], now: datetime
) -> Callable[..., Team]:
    """A proposed team with a dossier and a body of its own; what is given replaces the usual."""

    def make(code: str = "LT2", **more: Any) -> Team:
        by, at = more.pop("by", cast.coordinator), more.pop("at", now)
        values: dict[str, Any] = {
            "code": code,
            "subject": f"Onderwerp van {code}",
            "horizon": Horizon.MEDIUM,
            "sponsor": cast.vws,
            "owner": cast.dgsc,
            "starts_on": FIRST_DAY,
            "ends_on": LAST_DAY,
        } | more
        return propose_team(plan=Plan(**values), by=by, at=at)

    return make


@pytest.fixture
def make_member(cast: Cast, now: datetime) -> Callable[..., TeamMember]:
    """Somebody takes part from the first day on; without person or post nobody is known yet."""

    def make(team: Team, organisation: Organisation, **more: Any) -> TeamMember:
        by, at = more.pop("by", cast.coordinator), more.pop("at", now)
        seat = Seat(organisation, **({"since": FIRST_DAY} | more))
        return add_member(team=team, seat=seat, by=by, at=at)

    return make


@pytest.fixture
def crew(
    cast: Cast,
    make_team: Callable[..., Team],
    make_member: Callable[..., TeamMember],
    make_organisation: Callable[..., Organisation],
    make_user: Callable[..., User],
) -> Crew:
    """The body of the cast and its dossier became a team; its members were taken along."""
    team = make_team("MLT3", dossier=cast.dossier, body=cast.body, subject="Kwetsbare groepen")
    ocw = make_organisation("OCW")
    scp = make_organisation("SCP", OrganisationKind.PLANNING_BUREAU)
    linking_pin = make_user("linking pin", cast.jenv)
    knowledge_partner = make_user("knowledge partner", scp)
    make_member(team, cast.jenv, person=linking_pin, role=TeamRole.LINKING_PIN)
    make_member(team, scp, person=knowledge_partner, role=TeamRole.KNOWLEDGE_PARTNER)
    make_member(team, ocw)
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
