"""A cadence is planned ahead: cycles, meetings with their agenda, and when papers are due."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from simple_history.utils import bulk_create_with_history

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import Refusal
from coordination.kit.workdays import DayBook
from coordination.meetings.models import Meeting
from coordination.meetings.services.series import Sitting, plan_series
from coordination.people.models import Body, User
from coordination.people.queries import daybook_of

from ..models import Cadence, Cycle, Deadline, DeadlineKind, PlannedMeeting, Slot
from ..naming import papers_for
from .keeping import locked, refuse_others

FURTHEST = dt.timedelta(days=2 * 366)
AHEAD = dt.timedelta(weeks=6)
"""How far the clock itself plans."""


class NothingToPlan(Refusal):
    """All of it stands already."""


@dataclass(frozen=True)
class Occurrence:
    """A slot in a cycle, with the moment it starts."""

    slot: Slot
    cycle: Cycle
    day: dt.date
    starts_at: dt.datetime


@dataclass(frozen=True)
class Planned:
    """What a planning made; `closed` are the places that fall on a holiday or a closed day."""

    cycles: list[Cycle] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    deadlines: list[Deadline] = field(default_factory=list)
    closed: list[tuple[dt.date, str, str]] = field(default_factory=list)


@deed
def plan_cadence(
    *,
    cadence: Cadence,
    until: dt.date,
    by: User | None,
    at: dt.datetime,
    since: dt.date | None = None,
) -> Planned:
    """Everything of `cadence` from `since` (else today) until the cycle in which `until` falls.

    What stands already is left as it is, so planning twice adds nothing. Nothing moves off a
    holiday by itself: `closed` tells where that is to be decided. `by` is None for the clock.
    Refuses who may not, more than two years ahead, and a cadence that is planned already.
    """
    cadence = locked(cadence)
    if by is not None:
        refuse_others(by, cadence.dossier)
    today = timezone.localtime(at).date()
    if until - today > FURTHEST:
        raise Refusal(_("Plan at most two years ahead."), field="until")
    since = max(since or today, cadence.anchor)
    new = _new_cycles(cadence, since, until, by, at)
    missing = _missing(cadence, since, until)
    if not new and not missing:
        raise NothingToPlan(
            _("Everything of %(name)s until %(day)s stands already.")
            % {"name": cadence.name, "day": date_format(until, "j F Y")},
            field="until",
        )
    made, deadlines = plan_occurrences(cadence, missing, by, at)
    planned = Planned(new, made, deadlines, _closed(cadence, new, missing))
    record(
        "cycle.planned",
        cadence,
        by=by,
        at=at,
        dossier=cadence.dossier_id,
        until=until,
        cycles=[cycle.number for cycle in new],
        meetings=len(made),
        deadlines=len(deadlines),
        closed=len(planned.closed),
    )
    return planned


def plan_occurrences(
    cadence: Cadence, missing: list[Occurrence], by: User | None, at: dt.datetime
) -> tuple[list[Meeting], list[Deadline]]:
    """The meetings that were made for these places, and when their papers are due."""
    meetings, made = _meetings(cadence, missing, by, at)
    deadlines = _deadlines(missing, meetings, by, at)
    _link(missing, meetings)
    return made, deadlines


def _new_cycles(
    cadence: Cadence, since: dt.date, until: dt.date, by: User | None, at: dt.datetime
) -> list[Cycle]:
    last = min(until, cadence.ends_on) if cadence.ends_on else until
    known = set(cadence.cycles.values_list("number", flat=True))
    numbers = range(cadence.number_on(since), cadence.number_on(last) + 1)
    cycles = [
        Cycle(cadence=cadence, number=number, starts_on=cadence.starts_on(number))
        for number in numbers
        if number not in known
    ]
    _create(Cycle, cycles, by, at)
    return cycles


def _missing(cadence: Cadence, since: dt.date, until: dt.date) -> list[Occurrence]:
    """The slots with a body that have no meeting yet in the cycles from `since` to `until`."""
    slots = list(
        cadence.slots.present()
        .filter(body__isnull=False)
        .select_related("body", "cadence")
        .order_by("day_offset", "starts", "line", "pk")
    )
    first, last = cadence.number_on(since), cadence.number_on(until)
    cycles = cadence.cycles.filter(number__range=(first, last), skipped=False).order_by("number")
    planned = set(
        PlannedMeeting.objects.filter(cycle__in=cycles).values_list("slot_id", "cycle_id")
    )
    return [
        Occurrence(slot, cycle, day, slot.moment_on(day))
        for cycle in cycles
        for slot in slots
        if (slot.pk, cycle.pk) not in planned
        and (day := slot.day_in(cycle.starts_on)) is not None
        and day >= since
        and not (cadence.ends_on and day > cadence.ends_on)
    ]


Key = tuple[Any, dt.datetime]


def _meetings(
    cadence: Cadence, missing: list[Occurrence], by: User | None, at: dt.datetime
) -> tuple[dict[Key, Meeting], list[Meeting]]:
    """The meeting for each body and moment: one that stands there already, or a new one."""
    together: dict[Key, list[Occurrence]] = defaultdict(list)
    for one in missing:
        together[one.slot.body_id, one.starts_at].append(one)
    standing = _standing(cadence, missing)
    wanted = [key for key in together if key not in standing]
    if not wanted:
        return standing, []
    made = plan_series(
        dossier=cadence.dossier,
        sittings=[_sitting(together[key]) for key in wanted],
        by=by,
        at=at,
    )
    return {**standing, **dict(zip(wanted, made, strict=True))}, made


def _standing(cadence: Cadence, missing: list[Occurrence]) -> dict[Key, Meeting]:
    """Meetings of the cadence's dossier that somebody planned by hand at the same moment."""
    moments = [one.starts_at for one in missing]
    if not moments:
        return {}
    rows = (
        Meeting.objects.standing()
        .filter(dossier=cadence.dossier_id, body__in={one.slot.body_id for one in missing})
        .filter(starts_at__range=(min(moments), max(moments)))
    )
    wanted = {(one.slot.body_id, one.starts_at) for one in missing}
    found = {(row.body_id, row.starts_at): row for row in rows.order_by("-created_at", "pk")}
    return {key: row for key, row in found.items() if key in wanted}


def _sitting(same: list[Occurrence]) -> Sitting:
    """One meeting with an item for each line; as long as the longest of them."""
    first = same[0]
    body: Body = first.slot.body  # type: ignore[assignment]  # filtered on a slot with a body
    longest = max(one.slot.minutes for one in same)
    return Sitting(
        body=body,
        starts_at=first.starts_at,
        ends_at=first.starts_at + dt.timedelta(minutes=longest),
        items=_items(same),
    )


def _items(same: list[Occurrence]) -> tuple[tuple[str, str], ...]:
    """Title and line of each; a line without a purpose of its own is named when two meet."""
    with override("nl"):
        titled = [(one.slot.purpose or _named(one.slot, same), one.slot.line) for one in same]
    return tuple((title, line) for title, line in titled if title)


def _named(slot: Slot, same: list[Occurrence]) -> str:
    return capfirst(slot.get_line_display()) if slot.line and len(same) > 1 else ""


def _deadlines(
    missing: list[Occurrence], meetings: dict[Key, Meeting], by: User | None, at: dt.datetime
) -> list[Deadline]:
    """The papers of each meeting that has none due yet, by the earliest of its slots."""
    kept = set(
        Deadline.objects.filter(
            kind=DeadlineKind.PAPERS, meeting__in=[meeting.pk for meeting in meetings.values()]
        ).values_list("meeting", flat=True)
    )
    books: dict[Any, DayBook] = {}
    earliest: dict[Any, Deadline] = {}
    for one in missing:
        meeting = meetings[one.slot.body_id, one.starts_at]
        if one.slot.papers_due is None or meeting.pk in kept:
            continue
        due = _papers(one, meeting, books, by, at)
        present = earliest.get(meeting.pk)
        if present is None or due.due_at < present.due_at:
            earliest[meeting.pk] = due
    _create(Deadline, list(earliest.values()), by, at)
    return list(earliest.values())


def _papers(
    one: Occurrence,
    meeting: Meeting,
    books: dict[Any, DayBook],
    by: User | None,
    at: dt.datetime,
) -> Deadline:
    """The papers are owed to the secretary's organisation, by her calendar."""
    body: Body = one.slot.body  # type: ignore[assignment]  # filtered on a slot with a body
    offset = one.slot.papers_due
    assert offset is not None
    if body.organisation_id not in books:
        books[body.organisation_id] = daybook_of(body.organisation_id)
    return Deadline(
        kind=DeadlineKind.PAPERS,
        what=papers_for(body.code, one.day),
        due_at=offset.before(one.starts_at, books[body.organisation_id]),
        dossier=one.slot.cadence.dossier,
        meeting=meeting,
        offset_number=offset.number,
        offset_unit=offset.unit,
        organisation_id=body.organisation_id,
        created_at=at,
        created_by=by,
    )


def _link(missing: list[Occurrence], meetings: dict[Key, Meeting]) -> None:
    PlannedMeeting.objects.bulk_create(
        PlannedMeeting(
            cycle=one.cycle,
            slot=one.slot,
            meeting=meetings[one.slot.body_id, one.starts_at],
        )
        for one in missing
    )


def _closed(
    cadence: Cadence, new: list[Cycle], missing: list[Occurrence]
) -> list[tuple[dt.date, str, str]]:
    """Day, what stands there and why it is closed, in the order of the days."""
    book = daybook_of(cadence.dossier.owner_id)
    events = cadence.slots.present().filter(body=None)
    places = {(one.day, str(one.slot)) for one in missing}
    places |= {
        (day, slot.title)
        for slot in events
        for cycle in new
        if (day := slot.day_in(cycle.starts_on)) is not None
    }
    return [(day, what, why) for day, what in sorted(places) if (why := book.why_closed(day))]


def _create(model: Any, rows: Iterable[Any], by: User | None, at: dt.datetime) -> None:
    bulk_create_with_history(list(rows), model, default_user=by, default_date=at)
