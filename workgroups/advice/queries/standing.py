"""A stop and a line as one reader sees them."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.kit.moments import day_of
from coordination.meetings.models import AgendaItem, Meeting, MeetingStatus

from ..models import AdviceRequest, Stop, StopPurpose

HELD = (MeetingStatus.CLOSED, MeetingStatus.CIRCULATED, MeetingStatus.ADOPTED)


@dataclass
class StopView:
    """A stop where it stands now. `meeting` is None where there is none, or not for this reader.

    `instead_of` is the cancelled meeting it came from, `stranded` what stands on its agenda.
    `out_of_order`: it stands before the stop that precedes it. `outside` is no stop of the route:
    the line was treated there all the same. `placed`: the line stands on the agenda of that meeting
    already, with this item, under another stop of it or unseen by this reader.
    """

    stop: Stop
    today: dt.date
    meeting: Meeting | None = None
    instead_of: Meeting | None = None
    hidden: bool = False
    stranded: AgendaItem | None = None
    item: AgendaItem | None = None
    out_of_order: bool = False
    outside: bool = False
    placed: bool = False

    @property
    def moment(self) -> dt.datetime | None:
        """That of its meeting; else as it was first planned."""
        return self.meeting.starts_at if self.meeting else self.stop.planned_at

    @property
    def day(self) -> dt.date | None:
        moment = self.moment
        return day_of(moment) if moment else None

    @property
    def planned_on(self) -> dt.date | None:
        return day_of(self.stop.planned_at) if self.stop.planned_at else None

    @property
    def is_held(self) -> bool:
        """Its meeting was closed: what was said there stands. A question is asked on its day."""
        if self.stop.purpose == StopPurpose.ASKED:
            return self.day is not None and self.day <= self.today
        return self.meeting is not None and self.meeting.status in HELD

    @property
    def is_passed(self) -> bool:
        """Its day is over without a report of it."""
        return self.day is not None and self.day < self.today and not self.is_held

    @property
    def is_moved(self) -> bool:
        """It stands on another day than was first planned."""
        return (
            self.meeting is not None
            and None not in (self.planned_on, self.day)
            and (self.planned_on != self.day)
        )

    @property
    def is_missing(self) -> bool:
        """Its meeting was cancelled and no later one of that body is planned."""
        return self.instead_of is not None and self.meeting is None

    @property
    def label(self) -> str:
        return self.stop.body.code

    @property
    def purpose(self) -> str:
        """What the line is there for."""
        if self.outside:
            return _("outside the route")
        return str(StopPurpose(self.stop.purpose).label)


@dataclass
class LineView:
    """A line with its stops in the order of their route; `outside` is where else it was treated."""

    line: AdviceRequest
    stops: list[StopView]
    today: dt.date
    items: dict[UUID, AgendaItem] = field(default_factory=dict)
    outside: list[StopView] = field(default_factory=list)

    @property
    def course(self) -> list[StopView]:
        """The stops, and between them by their moment where else it was treated."""
        found = list(self.stops)
        for one in self.outside:
            assert one.meeting is not None
            at = one.meeting.starts_at
            later = (n for n, stop in enumerate(found) if stop.moment and stop.moment > at)
            found.insert(next(later, len(found)), one)
        return found

    @property
    def answering(self) -> StopView | None:
        return next((one for one in self.stops if one.stop.answers), None)

    @property
    def next(self) -> StopView | None:
        """The first stop that is still to come; once answered that of line A, until it decided."""
        if self.line.answered_at is not None and self.line.decision_id is not None:
            return None
        coming = (one for one in self.stops if not one.is_held and not one.is_passed)
        return next((one for one in coming if one.stop.is_to_come), None)

    @property
    def is_late(self) -> bool:
        """The promised cycle passed without the answer, or the answer stands behind it now."""
        promised = self.line.promised_by
        if promised is None or self.line.withdrawn_at is not None:
            return False
        if self.line.answered_at is not None:
            return self.answered_on > promised
        return self.today > promised or self._answers_after(promised)

    @property
    def is_behind(self) -> bool:
        """The answer stands later than was promised, within its cycle still."""
        promised = self.line.promised_on
        if promised is None or not self.line.is_running or self.is_late:
            return False
        return self._answers_after(promised)

    @property
    def answered_on(self) -> dt.date:
        """The day of the meeting in which it was answered, else that on which it was noted."""
        here = self.answering
        if here is not None and here.is_held and here.day is not None:
            return here.day
        assert self.line.answered_at is not None
        return timezone.localdate(self.line.answered_at)

    def _answers_after(self, day: dt.date) -> bool:
        here = self.answering
        if here is None:
            return False
        return here.is_missing or (here.day is not None and here.day > day)
