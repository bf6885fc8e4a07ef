"""Stops are added, put in another meeting, removed and put back."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.meetings.models import Meeting
from coordination.people.models import Body, User

from ..models import AdviceRequest, Stop, StopPurpose
from ..queries.placing import stands_on_agenda, stands_unseen
from .saving import keep, lock_line, lock_stop, note

MOST_STOPS = 40
CHANGED = (
    "body_id",
    "purpose",
    "answers",
    "meeting_id",
    "planned_at",
    "slot_id",
    "cycle_number",
)
"""What change_stop changes."""


@dataclass(frozen=True)
class StopFacts:
    """A stop in a meeting, or at a body of which no meeting is planned yet."""

    purpose: StopPurpose
    body: Body | None = None
    meeting: Meeting | None = None
    answers: bool = False

    def place(self, by: User) -> tuple[Body, Meeting | None]:
        """Refuses neither of both, a meeting of another body, and what `by` may not see."""
        if self.meeting is not None:
            if not Meeting.objects.visible_to(by).filter(pk=self.meeting.pk).exists():
                raise NotAllowed(_("Choose a meeting that you may see."), field="meeting")
            if self.body is not None and self.body.pk != self.meeting.body_id:
                raise Refusal(
                    _("This is no meeting of that body; choose one of the two."), field="meeting"
                )
            return self.meeting.body, self.meeting
        if self.body is None:
            raise Refusal(_("Choose a meeting, or the body."), field="meeting")
        return self.body, None


@deed
def add_stop(
    *, line: AdviceRequest, facts: StopFacts, version: int, by: User, at: datetime
) -> Stop:
    """A stop in the place of its meeting among the others; without a meeting it is the last.

    Refuses another version of the line, more than 40 stops, and a second one that answers.
    """
    line = lock_line(line, by, version=version)
    body, meeting = facts.place(by)
    stops = _standing(line)
    if len(stops) >= MOST_STOPS:
        raise Refusal(_("A line has at most 40 stops; close it and start another."))
    _refuse_second(stops, facts)
    before = [stop for stop in stops if meeting is None or _moment(stop) <= meeting.starts_at]
    position = before[-1].position + 1 if before else 1
    line.stops.filter(position__gte=position).update(position=F("position") + 1)
    made = Stop(
        request=line,
        position=position,
        body=body,
        purpose=facts.purpose,
        answers=facts.answers,
        planned_at=meeting.starts_at if meeting else None,
        meeting=meeting,
        created_at=at,
        created_by=by,
    )
    save_as(made, by=by, at=at)
    keep(line, by=by, at=at)
    note("stop_added", line, by=by, at=at, stop=made.pk, body=body.code, meeting=meeting)
    return made


@deed
def change_stop(*, stop: Stop, facts: StopFacts, version: int, by: User, at: datetime) -> Stop:
    """The stop in another meeting or for another purpose; what was first planned stays known.

    A meeting that `by` may not see stays where no other one is chosen. Refuses another version,
    and a stop whose item stands on the agenda of its meeting.
    """
    stop, line = lock_stop(stop, by, version=version)
    body, meeting = facts.place(by)
    if meeting is None and body.pk == stop.body_id and stands_unseen(stop, by):
        meeting = stop.meeting
    if stands_on_agenda(stop) and stop.item and meeting != stop.item.meeting:
        raise Refusal(
            _("Its item stands on an agenda already; move or remove that first."), field="meeting"
        )
    _refuse_second([one for one in _standing(line) if one.pk != stop.pk], facts)
    old = stop.meeting_id
    stop.body, stop.purpose, stop.answers = body, facts.purpose, facts.answers
    if meeting is None:
        stop.meeting = None
    else:
        stop.meeting = meeting
        stop.planned_at = stop.planned_at or meeting.starts_at
    if stop.slot is not None and stop.slot.body_id != body.pk:
        stop.slot = stop.cycle_number = None
    keep(stop, by=by, at=at)
    note("stop_changed", line, by=by, at=at, stop=stop.pk, old=old, new=stop.meeting_id)
    return stop


@deed
def take_back_change(*, stop: Stop, version: int, by: User, at: datetime) -> Stop:
    """The stop as it was before its last change.

    Refuses another version, a stop that was put on an agenda since, and one that answers where
    another one does by now.
    """
    stop, line = lock_stop(stop, by, version=version)
    before = stop.history.filter(version=version - 1).order_by("-history_date").first()
    if before is None or before.item_id != stop.item_id or before.removed_at is not None:
        raise Refusal(_("This change can no longer be taken back; change the stop again."))
    others = [one for one in _standing(line) if one.pk != stop.pk]
    _refuse_second(others, StopFacts(StopPurpose(before.purpose), answers=before.answers))
    for name in CHANGED:
        setattr(stop, name, getattr(before, name))
    keep(stop, by=by, at=at)
    note("stop_change_taken_back", line, by=by, at=at, stop=stop.pk, meeting=stop.meeting_id)
    return stop


@deed
def remove_stop(*, stop: Stop, version: int, by: User, at: datetime) -> Stop:
    """The stop off the line; restore_stop brings it back. Refuses one with an item."""
    stop, line = lock_stop(stop, by, version=version)
    if stands_on_agenda(stop):
        raise Refusal(_("Its item stands on an agenda already; move or remove that first."))
    stop.removed_at, stop.removed_by = at, by
    keep(stop, by=by, at=at)
    note("stop_removed", line, by=by, at=at, stop=stop.pk)
    return stop


@deed
def restore_stop(*, stop: Stop, version: int, by: User, at: datetime) -> Stop:
    """A removed stop back in its place; refuses one that answers where another one does by now."""
    stop, line = lock_stop(stop, by, version=version, removed=True)
    _refuse_second(_standing(line), StopFacts(StopPurpose(stop.purpose), answers=stop.answers))
    stop.removed_at = stop.removed_by = None
    keep(stop, by=by, at=at)
    note("stop_restored", line, by=by, at=at, stop=stop.pk)
    return stop


def _standing(line: AdviceRequest) -> list[Stop]:
    rows = line.stops.present().select_related("meeting")
    return list(rows.order_by("position", "created_at", "pk"))


def _moment(stop: Stop) -> datetime:
    """Where it stands among the others; one without any moment stands behind."""
    moment = stop.meeting.starts_at if stop.meeting else stop.planned_at
    return moment or datetime.max.replace(tzinfo=stop.created_at.tzinfo)


def _refuse_second(others: list[Stop], facts: StopFacts) -> None:
    if facts.answers and any(stop.answers for stop in others):
        raise Refusal(_("The answer is promised at another stop already."), field="answers")
