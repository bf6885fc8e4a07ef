"""A question becomes a line: its stops follow from the usual route of the cadence."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.cycle.models import Cadence, PlannedMeeting
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.moments import FIRST_YEAR, LAST_YEAR
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import checked
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.people.models import User
from coordination.people.services.numbers import next_number
from workgroups.teams.models import Team

from ..models import AdviceRequest, LineKind, RouteStep, RouteTemplate, Stop, StopPurpose
from ..permissions import can_start
from .saving import ONLY_WRITERS, index, note

SERIES = "ADV"


@dataclass(frozen=True)
class Asked:
    """What is asked of whom, where and when; without `dossier` it stands in the team's.

    `item` is the agenda item under which it was asked, `line` the line of the minutes that says
    it. Then the day is that of the meeting, whatever `asked_on` says.
    """

    question: str
    team: Team
    asked_on: dt.date | None = None
    kind: LineKind = LineKind.QUESTION
    background: str = ""
    dossier: Dossier | None = None
    item: AgendaItem | None = None
    line: Entry | None = None
    route: RouteTemplate | None = None


@deed
def start_line(*, asked: Asked, by: User, at: datetime) -> AdviceRequest:
    """The line with a stop per step of its route, each in the meeting that its slot became.

    The route runs in the cycle of the question; where the first step after it has passed by then,
    in the next one. Cycles that are skipped do not count. Refuses who does not write in the
    dossier, a team that was wound up, and an item, a team or a route that `by` may not see.
    """
    item = asked.line.item if asked.line else asked.item
    dossier = asked.dossier or asked.team.dossier
    _refuse_unseen(asked, item, dossier, by)
    if not can_start(by, dossier):
        raise NotAllowed(ONLY_WRITERS)
    if not asked.team.stands:
        sentence = _("%(team)s was wound up; ask a team that works.")
        raise Refusal(sentence % {"team": asked.team.code}, field="team")
    day = timezone.localdate(item.meeting.starts_at) if item else asked.asked_on
    if day is None:
        raise Refusal(_("Say on which day it was asked."), field="asked_on")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refusal(_("That day is too far away."), field="asked_on")
    line = AdviceRequest(
        series=SERIES,
        year=day.year,
        serial=next_number(series=SERIES, year=day.year),
        kind=asked.kind,
        question=checked(asked.question, "question", needed=_("Type what is asked.")),
        background=checked(asked.background, "background"),
        dossier=dossier,
        team=asked.team,
        asked_on=day,
        asked_item=item,
        asked_line=asked.line,
        cadence=asked.route.cadence if asked.route else None,
        route=asked.route,
        created_at=at,
        created_by=by,
    )
    stops = list(_stops(line, asked.route, item)) or list(_asked_only(line, item))
    answering = next((stop for stop in stops if stop.answers and stop.planned_at), None)
    if answering is not None:
        _promise(line, answering)
    save_as(line, by=by, at=at)
    for position, stop in enumerate(stops, start=1):
        stop.request, stop.position = line, position
        stop.created_at, stop.created_by = at, by
        save_as(stop, by=by, at=at)
    index(line, at=at)
    note("started", line, by=by, at=at, team=asked.team.pk, stops=len(stops))
    return line


def _refuse_unseen(asked: Asked, item: AgendaItem | None, dossier: Dossier, by: User) -> None:
    sees: list[tuple[Any, Any, str]] = [
        (asked.team, _("Choose a team that you may see."), "team"),
        (dossier, _("Choose a dossier that you may see."), "dossier"),
        (item, _("Choose an agenda item that you may see."), "item"),
        (asked.line, _("Choose a line that you may see."), "line"),
        (asked.route, _("Choose a route that you may see."), "route"),
    ]
    for noun, sentence, field in sees:
        if noun is not None:
            found = type(noun)._default_manager.visible_to(by).filter(pk=noun.pk)
            if not found.exists():
                raise NotAllowed(sentence, field=field)


def _stops(
    line: AdviceRequest, route: RouteTemplate | None, item: AgendaItem | None
) -> Iterator[Stop]:
    """The steps of the route in their cycles; where it was asked stands on its own day."""
    if route is None:
        return
    steps = list(route.steps.select_related("slot__body", "slot__cadence").order_by("position"))
    numbers = _numbers(line, route.cadence, steps)
    planned = _planned(steps, set(numbers))
    for step in steps:
        if step.purpose == StopPurpose.ASKED:
            yield from _asked(line, step, item, numbers[0], planned)
            continue
        if step.slot.body is None:
            continue
        number = numbers[step.cycles_later]
        day = step.slot.day_in(route.cadence.starts_on(number))
        yield Stop(
            body=step.slot.body,
            purpose=step.purpose,
            answers=step.answers,
            slot=step.slot,
            cycle_number=number,
            planned_at=step.slot.moment_on(day) if day else None,
            meeting=planned.get((step.slot_id, number)),
        )


def _asked(
    line: AdviceRequest,
    step: RouteStep,
    item: AgendaItem | None,
    number: int,
    planned: dict[tuple[Any, int], Meeting],
) -> Iterator[Stop]:
    if item is not None:
        yield from _asked_only(line, item)
        return
    day = step.slot.day_in(step.slot.cadence.starts_on(number))
    if step.slot.body is None or day is None:
        return
    on_its_day = day == line.asked_on
    # asked between two meetings of that body it stands on the day itself
    moment = step.slot.moment_on(line.asked_on)
    yield Stop(
        body=step.slot.body,
        purpose=StopPurpose.ASKED,
        planned_at=moment,
        meeting=planned.get((step.slot_id, number)) if on_its_day else None,
    )


def _asked_only(line: AdviceRequest, item: AgendaItem | None) -> Iterator[Stop]:
    if item is not None:
        yield Stop(
            body=item.meeting.body,
            purpose=StopPurpose.ASKED if line.kind == LineKind.QUESTION else StopPurpose.INTERIM,
            planned_at=item.meeting.starts_at,
            meeting=item.meeting,
            item=item,
        )


def _numbers(line: AdviceRequest, cadence: Cadence, steps: list[RouteStep]) -> list[int]:
    """The cycle of the question and those after it, without the skipped ones.

    A cycle of which the first step behind the question has passed is too late for it.
    """
    furthest = max((step.cycles_later for step in steps), default=0)
    skipped = set(cadence.cycles.filter(skipped=True).values_list("number", flat=True))
    first = cadence.number_on(line.asked_on)
    behind = next((one for one in steps if one.purpose != StopPurpose.ASKED), None)
    if behind is not None and behind.cycles_later == 0:
        day = behind.slot.day_in(cadence.starts_on(first))
        first += day is not None and day < line.asked_on
    found: list[int] = []
    while len(found) <= furthest:
        if first not in skipped:
            found.append(first)
        first += 1
    return found


def _planned(steps: list[RouteStep], numbers: set[int]) -> dict[tuple[Any, int], Meeting]:
    rows = PlannedMeeting.objects.filter(
        slot__in=[step.slot_id for step in steps], cycle__number__in=numbers
    )
    return {
        (row.slot_id, row.cycle.number): row.meeting
        for row in rows.select_related("meeting", "cycle").order_by("pk")
    }


def _promise(line: AdviceRequest, answering: Stop) -> None:
    """The day of the answer and the last day of its cycle, as they are planned now."""
    assert answering.planned_at is not None
    day = timezone.localdate(answering.planned_at)
    line.promised_on = line.promised_by = day
    if answering.slot is not None and answering.cycle_number is not None:
        cadence = answering.slot.cadence
        line.promised_by = cadence.starts_on(answering.cycle_number + 1) - dt.timedelta(days=1)
