"""The two-week cycle from Monday 2 November, planned, and a team that is asked."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from coordination.cycle.models import Cadence
from coordination.cycle.services.cadences import CadenceFacts, add_cadence
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.slots import SlotFacts, add_slot
from coordination.dossiers.models import Dossier, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.people.models import Body, BodyMember, MemberRole
from tests.cast import Cast
from workgroups.advice.models import AdviceRequest, LineKind, RouteTemplate, StopPurpose
from workgroups.advice.services import (
    Asked,
    RouteFacts,
    StepFacts,
    keep_route,
    put_on_agenda,
    start_line,
)
from workgroups.teams.models import Team

# line, day of the cycle, hour, body
SLOTS = (
    ("B", 1, 16, "Catshuis"),
    ("B", 2, 15, "MCC"),
    ("A", 4, 10, "ACC"),
    ("B", 4, 10, "ACC"),
    ("A", 5, 14, "MCC"),
    ("B", 9, 15, "MCC"),
    ("B", 11, 10, "ACC"),
)


@pytest.fixture
def rhythm_dossier(cast: Cast, now: datetime) -> Dossier:
    """Everybody of the cast may read it; the coordinator keeps it."""
    dossier = open_dossier(title="Cyclus", owner=cast.dgsc, by=cast.coordinator, at=now)
    grant_access(
        dossier=dossier, to=cast.coordinator, function=Function.LEAD, by=cast.coordinator, at=now
    )
    return dossier


@pytest.fixture
def bodies(cast: Cast) -> dict[str, Body]:
    """Catshuis, ACC and MCC, whose secretary is the coordinator."""
    made = {}
    for code in ("Catshuis", "ACC", "MCC"):
        made[code] = Body.objects.create(
            code=code, name_nl=code, name_en=code, organisation=cast.dgsc
        )
        BodyMember.objects.create(
            body=made[code],
            organisation=cast.dgsc,
            person=cast.coordinator,
            role=MemberRole.SECRETARY,
            since=date(2020, 10, 1),
        )
    return made


@pytest.fixture
def cadence(cast: Cast, now: datetime, rhythm_dossier: Dossier, bodies: dict[str, Body]) -> Cadence:
    """From Monday 2 November, planned for three cycles."""
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    facts = CadenceFacts("Cyclus", "Cycle", rhythm_dossier, 14, date(2020, 11, 2))
    made = add_cadence(facts=facts, **by)
    for line, day, hour, code in SLOTS:
        slot = SlotFacts(
            day_offset=day - 1, starts=time(hour), minutes=60, line=line, body=bodies[code]
        )
        add_slot(cadence=made, facts=slot, **by)
    until = made.anchor + timedelta(days=41)
    plan_cadence(cadence=made, until=until, since=made.anchor, **by)
    return made


@pytest.fixture
def route(cast: Cast, now: datetime, cadence: Cadence) -> RouteTemplate:
    """As document 002 has it for line B, with line A's decision behind it."""
    found = {(slot.line, slot.day_offset + 1): slot for slot in cadence.slots.all()}
    steps = (
        ("B", 1, 0, StopPurpose.ASKED),
        ("B", 4, 0, StopPurpose.DIRECTION),
        ("B", 9, 0, StopPurpose.DIRECTION),
        ("B", 11, 0, StopPurpose.DRAFT),
        ("B", 2, 1, StopPurpose.OUTCOME),
        ("A", 5, 1, StopPurpose.DECISION),
    )
    facts = RouteFacts(
        "Advieslijn",
        "Advice line",
        LineKind.QUESTION,
        tuple(
            StepFacts(found[line, day], later, purpose, purpose == StopPurpose.OUTCOME)
            for line, day, later, purpose in steps
        ),
    )
    return keep_route(cadence=cadence, facts=facts, by=cast.coordinator, at=now)


@pytest.fixture
def team(cast: Cast, make_team: Callable[..., Team]) -> Team:
    """MLT3, in the dossier and with the body of the cast."""
    return make_team("MLT3", dossier=cast.dossier, body=cast.body, subject="Kwetsbare groepen")


@pytest.fixture
def ask(
    cast: Cast, now: datetime, team: Team, route: RouteTemplate
) -> Callable[..., AdviceRequest]:
    """A line of MLT3 by its secretary, asked on Monday 2 November unless said otherwise."""

    def make(question: str = "Wat kan er wel met kerst?", **more: Any) -> AdviceRequest:
        values: dict[str, Any] = {"asked_on": date(2020, 11, 2), "route": route} | more
        at = values.pop("at", now)
        asked = Asked(question, team, **values)
        return start_line(asked=asked, by=cast.secretary, at=at)

    return make


@pytest.fixture
def meeting_of(cadence: Cadence) -> Callable[..., Meeting]:
    """The planned meeting of a body on a day."""

    def find(code: str, day: date) -> Meeting:
        found: Meeting = Meeting.objects.get(body__code=code, starts_at__date=day)
        return found

    return find


@pytest.fixture
def question_item(cast: Cast, now: datetime, meeting_of: Callable[..., Meeting]) -> AgendaItem:
    """The item at the Catshuis under which a question is asked, in the team's dossier."""
    return submit_item(
        meeting=meeting_of("Catshuis", date(2020, 11, 2)),
        facts=ItemFacts("Adviesbehoefte uit A", cast.dossier),
        by=cast.coordinator,
        at=now,
    )


@pytest.fixture
def put(cast: Cast, now: datetime) -> Callable[[AdviceRequest, StopPurpose, str], AgendaItem]:
    """A line on the agenda of one of its stops, by the secretary of the bodies."""

    def put(line: AdviceRequest, purpose: StopPurpose, body: str) -> AgendaItem:
        stop = line.stops.get(purpose=purpose, body__code=body)
        return put_on_agenda(stop=stop, version=1, by=cast.coordinator, at=now)

    return put
