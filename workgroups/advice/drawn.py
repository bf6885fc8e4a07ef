"""Lines beside each other as HTML, each drawn once for what it says."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple

from django.utils.safestring import SafeString

from coordination.dossiers.guard import Guard
from coordination.kit.drawn import Drawn

from .models import StopPurpose
from .queries.lanes import Lane
from .queries.standing import LineView, StopView


class DrawnStop(NamedTuple):
    """A stop in a lane; no `url` where its meeting is not there or not for this reader."""

    url: str
    label: str
    day: date | None
    purpose: str
    answers: bool
    is_held: bool
    is_asked: bool
    lacks_report: bool
    is_missing: bool
    out_of_order: bool
    is_moved: bool

    @classmethod
    def of(cls, one: StopView) -> "DrawnStop":
        stop, missing = one.stop, one.is_missing
        return cls(
            url=one.meeting.get_absolute_url() if one.meeting else "",
            label=one.label,
            day=one.day,
            purpose=str(one.purpose),
            answers=stop.answers,
            is_held=one.is_held,
            is_asked=stop.purpose == StopPurpose.ASKED,
            lacks_report=one.is_passed and not missing,
            is_missing=missing,
            out_of_order=one.out_of_order,
            is_moved=one.is_moved or one.instead_of is not None,
        )


class Promise(NamedTuple):
    """What _promise.html shows of how a line keeps its promise."""

    kind: str
    withdrawn_at: datetime | None
    answered_at: datetime | None
    promised_on: date | None
    is_late: bool
    is_behind: bool

    @classmethod
    def of(cls, view: LineView) -> "Promise":
        line = view.line
        return cls(
            kind=line.kind,
            withdrawn_at=line.withdrawn_at,
            answered_at=line.answered_at,
            promised_on=line.promised_on,
            is_late=view.is_late,
            is_behind=view.is_behind,
        )


class Cell(NamedTuple):
    """A day of a lane: its stops, and whether the line runs through it."""

    css: str
    day: date
    stops: tuple[DrawnStop, ...]


class DrawnLane(NamedTuple):
    """All that stands in a lane; `before` are the stops before its days, seen on a phone only."""

    url: str
    question: str
    team: str
    number: str
    guard: Guard
    promise: Promise
    before: tuple[DrawnStop, ...]
    cells: tuple[Cell, ...]
    then: tuple[DrawnStop, ...]

    @classmethod
    def of(cls, lane: Lane) -> "DrawnLane":
        line = lane.view.line
        return cls(
            url=line.get_absolute_url(),
            question=line.question,
            team=line.team.code,
            number=line.number,
            guard=Guard.of(line.dossier),
            promise=Promise.of(lane.view),
            before=tuple(map(DrawnStop.of, lane.before)),
            cells=tuple(
                Cell(
                    " ".join(
                        name
                        for name, holds in (
                            ("is-today", column.is_today),
                            ("is-week-start", column.is_week_start),
                            ("is-passed", through),
                        )
                        if holds
                    ),
                    column.day,
                    tuple(map(DrawnStop.of, stops)),
                )
                for column, stops, through in lane.drawn
            ),
            then=tuple(map(DrawnStop.of, lane.behind)),
        )


def lanes_of(lanes: Iterable[Lane]) -> list[SafeString]:
    """The rows of the table: the same ones fold to cards on a phone."""
    return [_row(DrawnLane.of(one)) for one in lanes]


_row = Drawn("workgroups/advice/_lane_row.html", name="lane")
