"""The cycle and the month as they stand on their pages."""

import datetime as dt
from dataclasses import dataclass, field, replace
from uuid import UUID

from coordination.kit.workdays import SATURDAY, DayBook
from coordination.meetings.models import CycleLine
from coordination.people.models import User
from coordination.people.queries import daybook_of

from ..models import Cadence, Cycle
from .outside import Outside, outside_between
from .places import (
    Apart,
    Place,
    apart_between,
    by_day,
    cadences_for,
    places_between,
    with_remarks,
)

SHORT = 31
"""A cadence that is longer shows only the days on which something stands."""

WEEK = 7


@dataclass(frozen=True)
class Day:
    """A day with what stands on it in each line, and beside it what others have."""

    date: dt.date
    is_today: bool
    is_month: bool
    why_closed: str
    lines: list[tuple[str, list[Place | Apart]]]
    outside: list[Place | Outside]

    @property
    def is_weekend(self) -> bool:
        return self.date.weekday() >= SATURDAY

    @property
    def is_week_start(self) -> bool:
        return self.date.weekday() == 0

    @property
    def places(self) -> list[Place | Apart]:
        return [place for _line, column in self.lines for place in column]

    @property
    def is_empty(self) -> bool:
        return not self.places and not self.outside


@dataclass(frozen=True)
class CyclePage:
    """One cycle of a cadence; a neighbour is its first day, or None before the first cycle."""

    cadence: Cadence
    cadences: list[Cadence]
    number: int
    first: dt.date
    last: dt.date
    lines: list[str]
    days: list[Day]
    previous: dt.date | None
    next: dt.date | None
    outside: list[Cadence] = field(default_factory=list)
    turn: Cycle | None = None
    """Its row, once it was planned or skipped."""

    @property
    def has_outside(self) -> bool:
        """Others have something beside it, or a rhythm that might."""
        return bool(self.outside) or any(day.outside for day in self.days)

    @property
    def bodies(self) -> set[UUID]:
        """Those that meet in it."""
        places = (place for day in self.days for _line, column in day.lines for place in column)
        found = (place.slot.body_id for place in places if isinstance(place, Place))
        return {body for body in found if body is not None}

    @property
    def skipped(self) -> Cycle | None:
        return self.turn if self.turn and self.turn.skipped else None

    @property
    def is_planned(self) -> bool:
        return all(place.is_planned for day in self.days for place in day.places)


def cycle_page(
    user: User,
    *,
    today: dt.date,
    cadence: str = "",
    day: dt.date | None = None,
    at: dt.datetime | None = None,
) -> CyclePage | None:
    """The cycle in which `day` (else today) falls; None where she may see no cadence at all.

    With `at` also what collides after that moment. Eighteen queries at most. An unknown
    cadence is the first one, a day before the anchor its first cycle.
    """
    known = cadences_for(user)
    shown = next((row for row in known if str(row.pk) == cadence), known[0] if known else None)
    if shown is None:
        return None
    number = max(shown.number_on(day or today), 1)
    first, last = shown.starts_on(number), shown.starts_on(number + 1) - dt.timedelta(days=1)
    beside = [row for row in known if row.outside and row.pk != shown.pk]
    standing = places_between(user, [shown, *beside], first, last)
    places = by_day(with_remarks(user, standing, at=at) if at else standing)
    lines = _lines([place for place in standing if place.cadence == shown])
    book = daybook_of(shown.dossier.owner_id)
    others = outside_between(user, first, last)
    days = [
        _day(first + dt.timedelta(days=n), places, others, today, book, lines, shown=shown)
        for n in range(shown.length)
    ]
    return CyclePage(
        cadence=shown,
        cadences=known,
        number=number,
        first=first,
        last=last,
        lines=lines,
        days=[one for one in days if _stands(one, shown)],
        previous=shown.starts_on(number - 1) if number > 1 else None,
        next=shown.starts_on(number + 1),
        outside=beside,
        turn=shown.cycles.filter(number=number).select_related("skipped_by__organisation").first(),
    )


def month_page(user: User, *, today: dt.date, first: dt.date) -> list[list[Day]]:
    """The weeks of the month of `first`, Monday to Sunday, over every cadence she may see.

    With the meetings that no cadence planned.
    """
    start = first - dt.timedelta(days=first.weekday())
    after = (first + dt.timedelta(days=SHORT)).replace(day=1)
    last = after - dt.timedelta(days=1)
    last += dt.timedelta(days=WEEK - 1 - last.weekday())
    places = by_day(places_between(user, cadences_for(user), start, last))
    book, others = daybook_of(), outside_between(user, start, last)
    none = [str(CycleLine.NONE)]
    days = [
        _day(start + dt.timedelta(days=n), places, others, today, book, none, month=first.month)
        for n in range((last - start).days + 1)
    ]
    apart = apart_between(user, start, last)
    days = [_with(day, apart[day.date]) if day.date in apart else day for day in days]
    return [days[n : n + WEEK] for n in range(0, len(days), WEEK)]


def _with(day: Day, apart: list[Apart]) -> Day:
    """The day with these meetings among those of the rhythms, by the clock."""
    both = sorted([*day.places, *apart], key=lambda one: (one.starts_at, one.label))
    return replace(day, lines=[(CycleLine.NONE, both)])


def _day(
    day: dt.date,
    places: dict[dt.date, list[Place]],
    others: dict[dt.date, list[Outside]],
    today: dt.date,
    book: DayBook,
    lines: list[str],
    *,
    shown: Cadence | None = None,
    month: int = 0,
) -> Day:
    here = places.get(day, [])
    own = [p for p in here if (p.cadence == shown if shown else not p.cadence.outside)]
    if shown is None:
        own = _once(own)
    return Day(
        date=day,
        is_today=day == today,
        is_month=not month or day.month == month,
        why_closed=book.why_closed(day),
        lines=[
            (line, [p for p in own if len(lines) == 1 or p.slot.line == line]) for line in lines
        ],
        outside=_beside([p for p in here if p not in own and p.cadence.outside], others, day),
    )


def _beside(
    places: list[Place], others: dict[dt.date, list[Outside]], day: dt.date
) -> list[Place | Outside]:
    """What others have on this day: by their rhythm, and by their calendars."""
    both: list[Place | Outside] = [*places, *others.get(day, [])]
    return sorted(both, key=lambda one: (one.starts_at, one.label))


def _once(places: list[Place]) -> list[Place]:
    """A meeting of both lines one time; what is no meeting stays."""
    seen = set()
    kept = []
    for place in places:
        standing = place.meeting.pk if place.meeting else place.slot.body_id
        key = (standing or place.slot.pk, place.starts_at)
        if key not in seen:
            seen.add(key)
            kept.append(place)
    return kept


def _lines(places: list[Place]) -> list[str]:
    """The lines that are used, A first; one without a name where there are none."""
    used = {str(place.slot.line) for place in places}
    return [line for line in (CycleLine.A, CycleLine.B, CycleLine.NONE) if line in used] or [
        CycleLine.NONE
    ]


def _stands(day: Day, cadence: Cadence) -> bool:
    """Weekends and, in a long cadence, all days stand only where something is on them."""
    if day.places or day.is_today:
        return True
    if cadence.length > SHORT:
        return False
    return not day.is_weekend or (cadence.length < WEEK) or bool(day.outside)
