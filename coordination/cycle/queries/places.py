"""What stands when: planned meetings by their own moment, events by their slot."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count
from django.utils import timezone

from coordination.kit.moments import midnight
from coordination.meetings.models import AgendaItem, AgendaPaper, Meeting, MeetingStatus
from coordination.people.models import User

from ..models import LONGEST_DAYS, Cadence, Cycle, Deadline, MovedEvent, PlannedMeeting, Slot
from ..remarks import Remark, remarks_by_meeting
from .collisions import collisions_of


@dataclass(frozen=True)
class Place:
    """A meeting or an event on its day. `shared`: both lines meet in it."""

    cadence: Cadence
    slot: Slot
    starts_at: dt.datetime
    ends_at: dt.datetime
    meeting: Meeting | None = None
    shared: bool = False
    papers: int = 0
    deadline: Deadline | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def day(self) -> dt.date:
        return timezone.localtime(self.starts_at).date()

    @property
    def label(self) -> str:
        return str(self.slot)

    @property
    def url(self) -> str:
        return self.meeting.get_absolute_url() if self.meeting else ""

    @property
    def is_event(self) -> bool:
        return self.slot.body_id is None

    @property
    def is_planned(self) -> bool:
        return self.meeting is not None or self.is_event

    @property
    def is_cancelled(self) -> bool:
        return self.meeting is not None and self.meeting.status == MeetingStatus.CANCELLED


@dataclass(frozen=True)
class Apart:
    """A meeting that no rhythm planned."""

    meeting: Meeting
    is_cancelled = False
    is_planned = True

    @property
    def starts_at(self) -> dt.datetime:
        return self.meeting.starts_at

    @property
    def label(self) -> str:
        return self.meeting.body.code

    @property
    def url(self) -> str:
        return self.meeting.get_absolute_url()


def apart_between(user: User, first: dt.date, last: dt.date) -> dict[dt.date, list[Apart]]:
    """The meetings she may see that stand on these days by themselves; one query."""
    rows = Meeting.objects.visible_to(user).standing().filter(planned_as=None)
    rows = rows.filter(
        starts_at__gte=midnight(first), starts_at__lt=midnight(last + dt.timedelta(days=1))
    )
    found: dict[dt.date, list[Apart]] = defaultdict(list)
    for row in rows.select_related("body").order_by("starts_at", "pk"):
        found[timezone.localtime(row.starts_at).date()].append(Apart(row))
    return found


def cadences_for(user: User) -> list[Cadence]:
    """The cadences she may see, our own first."""
    rows = Cadence.objects.visible_to(user).select_related("dossier")
    return list(rows.order_by("outside", "anchor", "name_nl", "pk"))


def places_between(
    user: User, cadences: Iterable[Cadence], first: dt.date, last: dt.date
) -> list[Place]:
    """Everything of `cadences` from `first` to `last`, in the order of the clock.

    Six queries, however long it is.
    """
    known = {cadence.pk: cadence for cadence in cadences}
    slots = list(
        Slot.objects.present()
        .filter(cadence__in=known)
        .select_related("body")
        .order_by("day_offset", "starts", "line", "pk")
    )
    cycles = {
        (cycle.cadence_id, cycle.number): cycle
        for cycle in Cycle.objects.filter(
            cadence__in=known,
            starts_on__gte=first - dt.timedelta(days=LONGEST_DAYS),
            starts_on__lte=last,
        )
    }
    meetings, taken = _meetings(user, known, first, last)
    moved = _moved_events(known, first, last)
    taken |= {(event.slot_id, event.cycle_id) for event in moved}
    found = [*meetings, *_standing(moved, known, first, last)]
    for slot in slots:
        slot.cadence = known[slot.cadence_id]
        found += _unplanned(slot, cycles, taken, first, last)
    return sorted(found, key=lambda place: (place.starts_at, place.slot.line, place.label))


def with_remarks(user: User, places: list[Place], *, at: dt.datetime) -> list[Place]:
    """The same with what each meeting collides with, once per meeting.

    That papers are late stands with the deadline already.
    """
    meetings = {place.meeting.pk: place.meeting for place in places if place.meeting}
    found = [one for one in collisions_of(user, meetings.values(), at=at) if not one.is_late]
    beside = remarks_by_meeting(found)
    return [
        replace(place, remarks=beside.pop(place.meeting.pk, ())) if place.meeting else place
        for place in places
    ]


def _unplanned(
    slot: Slot,
    cycles: dict[Any, Cycle],
    taken: set[Any],
    first: dt.date,
    last: dt.date,
) -> Iterable[Place]:
    """An event on its days, and a meeting that is not planned yet."""
    cadence = slot.cadence
    for number in range(max(cadence.number_on(first), 1), cadence.number_on(last) + 1):
        cycle = cycles.get((cadence.pk, number))
        day = slot.day_in(cadence.starts_on(number))
        if day is None or not first <= day <= last or (cadence.ends_on and day > cadence.ends_on):
            continue
        if (cycle and cycle.skipped) or (cycle and (slot.pk, cycle.pk) in taken):
            continue
        starts = slot.moment_on(day)
        yield Place(cadence, slot, starts, starts + dt.timedelta(minutes=slot.minutes))


def _moved_events(known: dict[Any, Cadence], first: dt.date, last: dt.date) -> list[MovedEvent]:
    """Events that in their cycle stand at another moment, of these days and near them."""
    around = dt.timedelta(days=LONGEST_DAYS)
    rows = MovedEvent.objects.filter(cycle__cadence__in=known).filter(
        cycle__starts_on__range=(first - around, last + around)
    )
    return list(rows.select_related("slot", "cycle").order_by("starts_at", "pk"))


def _standing(
    moved: list[MovedEvent], known: dict[Any, Cadence], first: dt.date, last: dt.date
) -> Iterable[Place]:
    for event in moved:
        slot = event.slot
        day = timezone.localtime(event.starts_at).date()
        if first <= day <= last and slot.removed_at is None and not event.cycle.skipped:
            slot.cadence = known[event.cycle.cadence_id]
            ends_at = event.starts_at + dt.timedelta(minutes=slot.minutes)
            yield Place(slot.cadence, slot, event.starts_at, ends_at)


def _meetings(
    user: User, known: dict[Any, Cadence], first: dt.date, last: dt.date
) -> tuple[list[Place], set[Any]]:
    """The planned meetings of these days, and every slot and cycle that became a meeting."""
    reach = (midnight(first), midnight(last + dt.timedelta(days=1)))
    around = (reach[0] - dt.timedelta(days=LONGEST_DAYS), reach[1] + dt.timedelta(LONGEST_DAYS))
    rows = list(
        PlannedMeeting.objects.filter(cycle__cadence__in=known)
        .filter(meeting__starts_at__range=around)
        .select_related("slot__body", "cycle", "meeting__body")
        .order_by("meeting__starts_at", "slot__line", "pk")
    )
    taken = {(row.slot_id, row.cycle_id) for row in rows}
    rows = [row for row in rows if reach[0] <= row.meeting.starts_at < reach[1]]
    lines = Counter(row.meeting_id for row in rows)
    papers, deadlines = _papers(user, lines), _deadlines(lines)
    return [
        Place(
            known[row.cycle.cadence_id],
            row.slot,
            row.meeting.starts_at,
            row.meeting.ends_at,
            row.meeting,
            shared=lines[row.meeting_id] > 1,
            papers=papers.get(row.meeting_id, 0),
            # once per meeting: with the first of its lines
            deadline=deadlines.pop(row.meeting_id, None),
        )
        for row in rows
    ], taken


def _papers(user: User, meetings: Iterable[Any]) -> dict[Any, int]:
    """How many papers she may see with each meeting."""
    items = AgendaItem.objects.visible_to(user).on_the_agenda().filter(meeting__in=list(meetings))
    rows = AgendaPaper.objects.filter(item__in=items).values_list("item__meeting")
    return dict(rows.annotate(Count("paper", distinct=True)).order_by())


def _deadlines(meetings: Iterable[Any]) -> dict[Any, Deadline]:
    """The earliest deadline of each meeting; its dossier is the cadence's, which she sees."""
    rows = Deadline.objects.filter(meeting__in=list(meetings)).select_related(
        "organisation", "person", "post"
    )
    found: dict[Any, Deadline] = {}
    for row in rows.order_by("due_at", "pk"):
        found.setdefault(row.meeting_id, row)
    return found


def by_day(places: Iterable[Place]) -> dict[dt.date, list[Place]]:
    found: dict[dt.date, list[Place]] = defaultdict(list)
    for place in places:
        found[place.day].append(place)
    return found
