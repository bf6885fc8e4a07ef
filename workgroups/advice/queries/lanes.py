"""All running lines beside each other over the cycle, day by day."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from coordination.cycle.models import Cadence
from coordination.cycle.queries.places import cadences_for
from coordination.kit.moments import midnight
from coordination.kit.workdays import SATURDAY
from coordination.people.models import User

from ..models import AdviceRequest, Stop, StopPurpose
from .line import line_views
from .standing import LineView, StopView

MOST_LANES = 60
LONGEST = 31
"""A longer cadence shows only the days on which something stands."""


@dataclass(frozen=True)
class Column:
    """A day of the cycle."""

    day: dt.date
    is_today: bool
    is_week_start: bool


@dataclass(frozen=True)
class Lane:
    """A line over these days: per day its stops, and what lies before and behind them.

    What has no day yet lies behind too.
    """

    view: LineView
    cells: list[tuple[Column, list[StopView]]]
    before: list[StopView]
    behind: list[StopView]

    @property
    def first(self) -> int:
        """The number of the first cell that the line passes; after the last where none is."""
        return self._passed[0] if self._passed else len(self.cells)

    @property
    def _passed(self) -> list[int]:
        here = [number for number, (_day, stops) in enumerate(self.cells) if stops]
        start = 0 if self.before else (here[0] if here else len(self.cells))
        end = len(self.cells) if self.behind else (here[-1] + 1 if here else 0)
        return list(range(start, end))

    @property
    def drawn(self) -> list[tuple[Column, list[StopView], bool]]:
        """Each cell, with whether the line runs through it."""
        passed = set(self._passed)
        return [(day, stops, n in passed) for n, (day, stops) in enumerate(self.cells)]


@dataclass(frozen=True)
class Lanes:
    """The lines over one cycle of a cadence; `cut` where there were more than 60."""

    cadence: Cadence | None
    cadences: list[Cadence]
    number: int
    first: dt.date
    last: dt.date
    columns: list[Column]
    lanes: list[Lane]
    cut: bool
    team: str = ""

    @property
    def previous(self) -> dt.date:
        return self.first - dt.timedelta(days=self._length)

    @property
    def next(self) -> dt.date:
        return self.last + dt.timedelta(days=1)

    @property
    def _length(self) -> int:
        return (self.last - self.first).days + 1


def lanes_page(
    user: User,
    *,
    today: dt.date,
    at: dt.datetime,
    cadence: str = "",
    day: dt.date | None = None,
    team: str = "",
) -> Lanes:
    """The lines that run or stop in the cycle of `day` (else today), those asked first on top.

    Without a cadence that she may see two weeks from Monday. Seven queries at most.
    """
    known = [row for row in cadences_for(user) if not row.outside]
    shown = next((row for row in known if str(row.pk) == cadence), known[0] if known else None)
    number, first, last = _window(shown, day or today)
    lines = list(_lines(user, first, last, today, team)[: MOST_LANES + 1])
    views = line_views(user, lines[:MOST_LANES], at=at)
    columns = _columns(views, first, last, today)
    return Lanes(
        cadence=shown,
        cadences=known,
        number=number,
        first=first,
        last=last,
        columns=columns,
        lanes=[_lane(view, columns, first, last) for view in views],
        cut=len(lines) > MOST_LANES,
        team=team,
    )


def _window(cadence: Cadence | None, day: dt.date) -> tuple[int, dt.date, dt.date]:
    if cadence is None:
        monday = day - dt.timedelta(days=day.weekday())
        return 0, monday, monday + dt.timedelta(days=13)
    number = cadence.number_on(day)
    last = cadence.starts_on(number + 1) - dt.timedelta(days=1)
    return number, cadence.starts_on(number), last


def _lines(user: User, first: dt.date, last: dt.date, today: dt.date, team: str) -> Any:
    """Those with a stop on these days; and in the present cycle every one that runs, or that was
    answered and of which line A decides later."""
    begins, ends = midnight(first), midnight(last + dt.timedelta(days=1))
    stops = Stop.objects.present().filter(request=OuterRef("pk"))
    here = stops.filter(
        Q(meeting__starts_at__gte=begins, meeting__starts_at__lt=ends)
        | Q(meeting=None, planned_at__gte=begins, planned_at__lt=ends)
    )
    wanted = Q(Exists(here))
    if first <= today <= last:
        later = Q(meeting__starts_at__gte=ends) | Q(meeting=None, planned_at__gte=ends)
        decides = Exists(stops.filter(later, purpose=StopPurpose.DECISION))
        wanted |= Q(withdrawn_at=None) & (Q(answered_at=None) | Q(decides, decision=None))
    rows = AdviceRequest.objects.visible_to(user).filter(wanted)
    if team:
        rows = rows.filter(team__code=team)
    return rows.select_related("team", "asked_item", "dossier").order_by("asked_on", "serial", "pk")


def _columns(views: list[LineView], first: dt.date, last: dt.date, today: dt.date) -> list[Column]:
    """Working days, and days in the weekend on which something stands."""
    filled = {one.day for view in views for one in view.course}
    length = (last - first).days + 1
    days = [first + dt.timedelta(days=n) for n in range(length)]
    return [
        Column(day, day == today, day.weekday() == 0 and day != first)
        for day in days
        if day in filled or (length <= LONGEST and day.weekday() < SATURDAY)
    ]


def _lane(view: LineView, columns: list[Column], first: dt.date, last: dt.date) -> Lane:
    by_day: dict[Any, list[StopView]] = defaultdict(list)
    for one in view.course:
        by_day[one.day].append(one)
    return Lane(
        view,
        cells=[(column, by_day[column.day]) for column in columns],
        before=[one for one in view.course if one.day is not None and one.day < first],
        behind=[one for one in view.course if one.day is None or one.day > last],
    )


def latest_of(user: User, lines: Any, *, at: dt.datetime, most: int) -> tuple[list[LineView], bool]:
    """The newest of these lines she may see, and whether there are more; for a panel.

    One query where there is none.
    """
    rows = lines.visible_to(user).select_related("team", "asked_item", "dossier")
    found = list(rows.order_by("-asked_on", "-serial", "pk")[: most + 1])
    views = line_views(user, found[:most], at=at) if found else []
    return views, len(found) > most


def in_meeting(user: User, meeting: UUID, *, at: dt.datetime) -> list[tuple[LineView, StopView]]:
    """The lines that stop in a meeting, with that stop; not those that ended before it."""
    stops = Stop.objects.present().in_meetings([meeting])
    rows = AdviceRequest.objects.visible_to(user).filter(pk__in=stops.values("request"))
    rows = rows.filter(withdrawn_at=None).select_related("team", "asked_item", "dossier")
    lines = list(rows.order_by("asked_on", "serial", "pk"))
    found = []
    for view in line_views(user, lines, at=at) if lines else ():
        here = next((one for one in view.stops if one.meeting and one.meeting.pk == meeting), None)
        if here is not None and (here.item or here.is_held or here.stop.is_to_come):
            found.append((view, here))
    return found
