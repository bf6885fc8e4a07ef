"""Advice lines of the example: two questions that overlap, and an interim product of LT2.

Source: the two-week cycle for line B and the questions of teams MLT1 and MLT3, in the presentation
that went with the mail of 2 November 2020: a question of the Catshuis goes to the ACC and the MCC
for direction, back to the ACC in draft, and two weeks later to the MCC with its outcome; then line
A decides in its own slots. The words of both questions stand in it. That they were asked on 19
October and 2 November, and all that was said of them, is practice text. That teams for the long
term put (interim) products to the MCC stands there too; the first one of LT2, planned for
November, stands in its planning.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from coordination.cycle.models import Cadence
from coordination.decisions.models import Decision, Result
from coordination.dossiers.models import Dossier
from coordination.example.registry import Shift, example
from coordination.meetings.models import AgendaItem, CycleLine, Meeting, Purpose
from coordination.meetings.services.agenda import (
    ItemFacts,
    accept_item,
    edit_item,
    set_result,
    submit_item,
)
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.feeding_back import feed_back
from coordination.meetings.services.meetings import name_note_takers, plan_meeting
from coordination.meetings.services.referring import refer_item
from coordination.people.models import Body, User
from workgroups.teams.models import Team

from .models import AdviceRequest, LineKind, RouteTemplate, StopPurpose
from .services import (
    Asked,
    RouteFacts,
    StepFacts,
    StopFacts,
    answer_line,
    change_stop,
    keep_route,
    put_on_agenda,
    start_line,
)

COORDINATOR, SECRETARY = "coordinator@example.gov", "secretaris.mcc@example.gov"
DOSSIER = "Besluitvormingscyclus COVID-19"
ROUTES = (
    (
        "Advieslijn",
        "Advice line",
        LineKind.QUESTION,
        (
            ("B", 1, "Catshuis", 0, StopPurpose.ASKED),
            ("B", 4, "ACC", 0, StopPurpose.DIRECTION),
            ("B", 9, "MCC", 0, StopPurpose.DIRECTION),
            ("B", 11, "ACC", 0, StopPurpose.DRAFT),
            ("B", 2, "MCC", 1, StopPurpose.OUTCOME),
            ("A", 5, "MCC", 1, StopPurpose.DECISION),
        ),
    ),
    (
        "Tussenproduct naar de MCC",
        "Interim product to the MCC",
        LineKind.PRODUCT,
        (
            ("B", 4, "ACC", 0, StopPurpose.DIRECTION),
            ("B", 9, "MCC", 0, StopPurpose.OUTCOME),
        ),
    ),
)
EARLIER = "Hoe kunnen we ons voorbereiden op de kerst en de jaarwisseling? Wat kan er wel?"
NOW = (
    "Hoe kunnen we na afschaling van de maatregelen kwetsbaren beschermen, maar ook weer enigszins"
    " laten meedoen aan het maatschappelijk leven?"
)
PRODUCT = "Checklist voor de acute fase (werktitel): eerste tussenproduct van het referentiekader"
FIRST_PRODUCT = "Oefentekst: de planning van LT2 noemt dit product voor november; de dag niet."
PRACTICE = "Oefentekst: de vraag staat in de presentatie bij de mail van 2 november; de dag niet."


@dataclass(frozen=True)
class Sitting:
    """Day, hour and body of a stop of the earlier line, with what is asked and said there."""

    day: tuple[int, int, int]
    hour: int
    body: str
    asks: str
    said: tuple[str, ...]


SITTINGS = (
    Sitting(
        (2020, 10, 22),
        10,
        "ACC",
        "Oefentekst: instemmen met de richting: eerst wat er wel kan, dan wat niet.",
        ("Oefentekst: de regio's vragen om één lijn voor vuurwerk en horeca.",),
    ),
    Sitting(
        (2020, 10, 27),
        15,
        "MCC",
        "Oefentekst: instemmen met de richting: eerst wat er wel kan, dan wat niet.",
        (
            "Oefentekst: de richting is akkoord; handhaving krijgt een eigen paragraaf.",
            "Voorbehoud BZK: Oefentekst: gemeenten zijn nog niet geraadpleegd.",
        ),
    ),
    Sitting(
        (2020, 10, 29),
        10,
        "ACC",
        "Oefentekst: instemmen met de concept-uitkomst: klein vieren, drie varianten.",
        ("Oefentekst: variant met bezoek in huis verder uitwerken.",),
    ),
    Sitting(
        (2020, 11, 3),
        15,
        "MCC",
        "Oefentekst: kennisnemen van het advies en de drie varianten doorgeleiden naar lijn A.",
        ("Oefentekst: de MCC dankt het team; lijn A weegt de varianten op vrijdag.",),
    ),
)


def load(shift: Shift) -> None:
    """The usual routes and both lines, where they are not there yet."""
    cadence = Cadence.objects.filter(dossier__title=DOSSIER, outside=False).first()
    if cadence is None:
        return
    keeper = User.objects.get(email=COORDINATOR)
    routes = [_route(cadence, row, keeper, shift) for row in ROUTES]
    if not AdviceRequest.objects.filter(question=EARLIER).exists():
        _earlier(routes[0], keeper, shift)
    if not AdviceRequest.objects.filter(question=NOW).exists():
        _now(routes[0], keeper, shift)
    if not AdviceRequest.objects.filter(question=PRODUCT).exists():
        _product(routes[1], keeper, shift)


def _route(cadence: Cadence, row: Any, keeper: User, shift: Shift) -> RouteTemplate:
    name_nl, name_en, kind, steps = row
    kept = RouteTemplate.objects.filter(cadence=cadence, name_nl=name_nl)
    found: RouteTemplate | None = kept.first()
    if found is not None:
        return found
    slots = {
        (slot.line, slot.day_offset + 1, slot.body.code): slot
        for slot in cadence.slots.present().filter(body__isnull=False).select_related("body")
        if slot.body
    }
    facts = tuple(
        StepFacts(slots[line, day, code], later, purpose, purpose == StopPurpose.OUTCOME)
        for line, day, code, later, purpose in steps
    )
    return keep_route(
        cadence=cadence,
        facts=RouteFacts(name_nl, name_en, kind, facts),
        by=keeper,
        at=shift.moment(2020, 10, 19, 11),
    )


def _earlier(route: RouteTemplate, keeper: User, shift: Shift) -> None:
    """Asked before the rhythm was planned here: its meetings stand by themselves."""
    secretary = User.objects.get(email=SECRETARY)
    asked_at = shift.moment(2020, 10, 19, 17)
    asked = Asked(
        EARLIER,
        Team.objects.get(code="MLT1"),
        asked_on=shift.day(2020, 10, 19),
        background=PRACTICE,
        route=route,
    )
    line = start_line(asked=asked, by=keeper, at=asked_at)
    stops = line.stops.exclude(purpose__in=[StopPurpose.ASKED, StopPurpose.DECISION])
    for stop, sitting in zip(stops.order_by("position"), SITTINGS, strict=True):
        if stop.meeting is None:
            facts = StopFacts(StopPurpose(stop.purpose), meeting=_meeting(sitting, keeper, shift))
            change_stop(stop=stop, facts=facts, version=1, by=keeper, at=asked_at)
    first, *others = list(stops.order_by("position"))
    item = put_on_agenda(
        stop=first, version=2, requested_decision=SITTINGS[0].asks, by=keeper, at=asked_at
    )
    item = accept_item(item=item, by=secretary, at=asked_at)
    for sitting, following in zip(SITTINGS, [*others, None], strict=True):
        item = _sit(item, sitting, following.meeting if following else None, secretary, shift)
    _answer(line, item, keeper, shift)


def _meeting(sitting: Sitting, keeper: User, shift: Shift) -> Meeting:
    starts_at = shift.moment(*sitting.day, sitting.hour)
    body = Body.objects.get(code=sitting.body)
    found = Meeting.objects.filter(body=body, starts_at=starts_at).first()
    return found or plan_meeting(
        body=body,
        dossier=Dossier.objects.get(title=DOSSIER),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        by=keeper,
        at=shift.moment(2020, 10, 19, 12),
    )


def _sit(
    item: AgendaItem, sitting: Sitting, following: Meeting | None, by: User, shift: Shift
) -> AgendaItem:
    """What was said under the item, and the item that follows from it; the last one decides."""
    at = shift.moment(*sitting.day, sitting.hour)
    item = _asking(item, sitting.asks, by, at)
    for minute, typed in enumerate(sitting.said, start=1):
        write_line(item=item, typed=typed, by=by, at=at + timedelta(minutes=minute))
    later = at + timedelta(hours=2)
    if following is None:
        set_result(item=item, result=Result.ADOPTED, by=by, at=later)
        found = item
    else:
        found = refer_item(item=item, meeting=following, by=by, at=later)
    meeting = Meeting.objects.get(pk=item.meeting_id)
    circulate_minutes(meeting=meeting, version=meeting.version, by=by, at=later)
    if following is None:
        feed_back(item=item, note="Oefentekst: dank aan het team.", by=by, at=later)
    return found


def _asking(item: AgendaItem, asks: str, by: User, at: datetime) -> AgendaItem:
    """The item with what is asked this time, where that is something else."""
    if item.requested_decision == asks:
        return item
    facts = ItemFacts(
        item.title,
        item.dossier,
        line=item.line,
        purpose=Purpose.DECIDE,
        requested_decision=asks,
        agreed_with="BZK, EZK, IenW",
    )
    return edit_item(item=item, facts=facts, version=item.version, by=by, at=at)


def _answer(line: AdviceRequest, item: AgendaItem, keeper: User, shift: Shift) -> None:
    """The answer with the decision of the MCC, the morning after."""
    decision = Decision.objects.filter(entry__item=item).first()
    current = AdviceRequest.objects.get(pk=line.pk)
    answer_line(
        line=current,
        text="Oefentekst: klein vieren kan, in drie varianten; handhaving en vuurwerk apart.",
        decision=decision,
        version=current.version,
        by=keeper,
        at=shift.moment(2020, 11, 4, 9),
    )


def _now(route: RouteTemplate, keeper: User, shift: Shift) -> None:
    """Asked at the Catshuis on the first Monday, typed there as a question."""
    team = Team.objects.get(code="MLT3")
    at = shift.moment(2020, 11, 2, 16)
    meeting = Meeting.objects.filter(body__code="Catshuis", starts_at=at).first()
    asked = Asked(NOW, team, asked_on=shift.day(2020, 11, 2), background=PRACTICE, route=route)
    if meeting is not None:
        name_note_takers(meeting=meeting, note_takers=[keeper], by=keeper, at=at)
        facts = ItemFacts("Adviesbehoefte uit A", team.dossier, line=CycleLine.B)
        item = submit_item(meeting=meeting, facts=facts, by=keeper, at=at)
        entry = write_line(item=item, typed=f"Vraag: {NOW}", by=keeper, at=at)
        asked = replace(asked, line=entry)
    start_line(asked=asked, by=keeper, at=at + timedelta(hours=3))


def _product(route: RouteTemplate, keeper: User, shift: Shift) -> None:
    """A team for the long term puts its first interim product to the MCC, past the ACC."""
    asked = Asked(
        PRODUCT,
        Team.objects.get(code="LT2"),
        asked_on=shift.day(2020, 11, 3),
        kind=LineKind.PRODUCT,
        background=FIRST_PRODUCT,
        route=route,
    )
    start_line(asked=asked, by=keeper, at=shift.moment(2020, 11, 3, 12))


example.add("advice", load, order=92)
