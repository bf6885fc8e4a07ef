"""What cannot both be: one person or one room in two meetings, a meeting before its papers, a
meeting before what comes first in its rhythm. Shown to who may see both, never a block."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import islice, takewhile
from typing import Any
from uuid import UUID

from coordination.kit.workdays import DayBook
from coordination.meetings.models import Attendance, Meeting, MeetingStatus, Presence
from coordination.people.models import MemberRole, User
from coordination.people.queries import daybook_of

from ..models import Deadline, DeadlineKind
from .sequence import Event, Turn, out_of_order

LONGEST = dt.timedelta(days=1)
"""No meeting lasts longer, so what overlaps a moment began at most so long before it."""

LOOSE = (MemberRole.DEPUTY, MemberRole.AGENDA_MEMBER, MemberRole.IN_COPY)
"""Who gets the papers, or comes only for somebody else."""

AWAY = (Presence.EXCUSED, Presence.ABSENT)
NO_ROOM = {"webex", "teams", "ms teams", "online", "digitaal", "telefonisch", "videovergadering"}
"""Where everybody can be at once."""


class Kind(StrEnum):
    PERSON = "person"
    ROOM = "room"
    PAPERS = "papers"
    ORDER = "order"


@dataclass(frozen=True)
class Stands:
    """A meeting as it stands, or as it would stand after a move."""

    meeting: Meeting
    starts_at: dt.datetime
    ends_at: dt.datetime
    place: str
    moved: bool = False

    def lasts_to(self, other: "Stands") -> bool:
        return other.starts_at < self.ends_at

    def meets(self, other: "Stands") -> bool:
        return self.starts_at < other.ends_at and self.lasts_to(other)


@dataclass(frozen=True)
class Collision:
    """What is wrong between `first` and `second`; of papers and of an `event` that is None.

    Of `ORDER` the rhythm has `first` before `second` or `event`, unless `event_first`.
    `due_at` is when papers are due.
    """

    kind: Kind
    first: Stands
    second: Stands | None = None
    people: tuple[User, ...] = ()
    due_at: dt.datetime | None = None
    event: Turn | None = None
    event_first: bool = False

    @property
    def is_late(self) -> bool:
        """Papers that are late; a meeting shows that by itself."""
        return self.due_at is not None and self.due_at < self.first.starts_at

    @property
    def sides(self) -> list[Stands]:
        return [one for one in (self.first, self.second) if one]

    @property
    def meetings(self) -> list[Meeting]:
        return [one.meeting for one in self.sides]

    def other_than(self, meeting: Meeting) -> Stands | None:
        """The other side, seen from `meeting`."""
        if self.second is not None and self.second.meeting.pk == meeting.pk:
            return self.first
        return self.second


@dataclass
class _Field:
    """The meetings among which to look, by id, and those it is about."""

    known: dict[UUID, Stands]
    asked: set[UUID]
    at: dt.datetime
    events: Mapping[Event, dt.datetime] = field(default_factory=dict)

    def pairs(self) -> Iterable[tuple[Stands, Stands]]:
        """Those that overlap, at least one of them asked after and not over yet."""
        coming = [one for one in self.known.values() if one.ends_at > self.at]
        coming.sort(key=lambda one: (one.starts_at, one.meeting.body.code, one.meeting.pk))
        for place, first in enumerate(coming, 1):
            for second in takewhile(first.lasts_to, islice(coming, place, None)):
                ours = first.meeting.pk in self.asked or second.meeting.pk in self.asked
                if ours and first.meets(second):
                    yield first, second


def collisions_between(
    user: User, since: dt.datetime, until: dt.datetime, *, at: dt.datetime
) -> list[Collision]:
    """Everything that collides in meetings that she may see and that begin in this time.

    By the start of the earlier meeting. What is over does not collide any more.
    """
    rows = _rows(user).filter(starts_at__gte=since, starts_at__lt=until)
    return _collisions(user, [_as_it_stands(row) for row in rows], at=at)


def collisions_of(user: User, meetings: Iterable[Meeting], *, at: dt.datetime) -> list[Collision]:
    """What these meetings collide with, as far as she may see both."""
    return _collisions(user, [_as_it_stands(one) for one in meetings], at=at)


def collisions_after(
    user: User,
    moved: Iterable[Stands],
    *,
    at: dt.datetime,
    events: Mapping[Event, dt.datetime] | None = None,
) -> list[Collision]:
    """What these meetings would collide with where they, and `events`, would go."""
    return _collisions(user, list(moved), at=at, events=events)


def _collisions(
    user: User,
    asked: list[Stands],
    *,
    at: dt.datetime,
    events: Mapping[Event, dt.datetime] | None = None,
) -> list[Collision]:
    asked = [one for one in asked if one.meeting.status != MeetingStatus.CANCELLED]
    asked = [one for one in asked if one.ends_at > at]
    if not asked:
        return []
    known = {one.meeting.pk: one for one in _around(user, asked)}
    known |= {one.meeting.pk: one for one in asked}
    ground = _Field(known, {one.meeting.pk for one in asked}, at, events or {})
    found = [*_people(ground), *_rooms(ground), *_papers(user, ground), *_order(user, ground)]
    return sorted(found, key=lambda one: (one.first.starts_at, one.kind, str(one.meetings)))


def _rows(user: User) -> Any:
    return Meeting.objects.visible_to(user).standing().select_related("body")


def _around(user: User, asked: list[Stands]) -> list[Stands]:
    first = min(one.starts_at for one in asked) - LONGEST
    last = max(one.ends_at for one in asked)
    return [_as_it_stands(row) for row in _rows(user).filter(starts_at__range=(first, last))]


def _as_it_stands(meeting: Meeting) -> Stands:
    return Stands(meeting, meeting.starts_at, meeting.ends_at, meeting.place)


def _people(ground: _Field) -> Iterable[Collision]:
    pairs = list(ground.pairs())
    expected = _expected({one.meeting.pk for pair in pairs for one in pair})
    both = [
        (first, second, expected[first.meeting.pk] & expected[second.meeting.pk])
        for first, second in pairs
    ]
    wanted = {pk for _first, _second, people in both for pk in people}
    rows = User.objects.filter(pk__in=wanted, is_active=True).select_related("organisation")
    named = {row.pk: row for row in rows} if wanted else {}
    for first, second, people in both:
        who = sorted((named[pk] for pk in people if pk in named), key=lambda one: one.label)
        if who:
            yield Collision(Kind.PERSON, first, second, tuple(who))


def _expected(meetings: set[UUID]) -> dict[UUID, set[UUID]]:
    """Per meeting who is really expected: no deputy, nobody who sent word that she is away."""
    found: dict[UUID, set[UUID]] = defaultdict(set)
    if not meetings:
        return found
    rows = Attendance.objects.filter(meeting__in=meetings, person__isnull=False)
    rows = rows.exclude(role__in=LOOSE).exclude(presence__in=AWAY)
    for meeting, person in rows.values_list("meeting", "person"):
        found[meeting].add(person)
    typing = Meeting.note_takers.through.objects.filter(meeting__in=meetings)
    for meeting, person in typing.values_list("meeting", "user"):
        found[meeting].add(person)
    return found


def _rooms(ground: _Field) -> Iterable[Collision]:
    for first, second in ground.pairs():
        room = _room(first.place)
        if room and room == _room(second.place):
            yield Collision(Kind.ROOM, first, second)


def _room(place: str) -> str:
    """A place as it is compared; empty where nobody is in another's way."""
    room = " ".join(place.split()).casefold()
    return "" if room in NO_ROOM else room


def _papers(user: User, ground: _Field) -> Iterable[Collision]:
    """Papers that are due after the meeting begins, or were due before now, and are not in."""
    rows = Deadline.objects.visible_to(user).open().filter(kind=DeadlineKind.PAPERS)
    rows = rows.filter(meeting__in=ground.asked)
    books: dict[UUID, DayBook] = {}
    for row in rows.order_by("due_at", "pk"):
        one = ground.known[row.meeting_id]
        due_at = _due_at(row, one, books) if one.moved else row.due_at
        if one.starts_at > ground.at and (due_at >= one.starts_at or due_at < ground.at):
            yield Collision(Kind.PAPERS, one, due_at=due_at)


def _due_at(row: Deadline, one: Stands, books: dict[UUID, DayBook]) -> dt.datetime:
    """When they would be due: by its own unit along with the meeting, unless set by hand."""
    keeper = one.meeting.body.organisation_id
    if row.offset is None:
        return row.due_at
    if keeper not in books:
        books[keeper] = daybook_of(keeper)
    return row.offset.before(one.starts_at, books[keeper])


def _order(user: User, ground: _Field) -> Iterable[Collision]:
    hours = {pk: (one.starts_at, one.ends_at) for pk, one in ground.known.items()}
    for first, second in out_of_order(user, ground.asked, hours, ground.events):
        if max(first.ends_at, second.ends_at) <= ground.at:
            continue
        if first.meeting and second.meeting:
            yield Collision(Kind.ORDER, _stands(first), _stands(second))
        elif first.meeting:
            yield Collision(Kind.ORDER, _stands(first), event=second)
        else:
            yield Collision(Kind.ORDER, _stands(second), event=first, event_first=True)


def _stands(turn: Turn) -> Stands:
    assert turn.meeting is not None
    return Stands(turn.meeting, turn.starts_at, turn.ends_at, turn.meeting.place)
