"""From what was typed to what it becomes: a decision, an action point, or a line."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.actions import services as actions
from coordination.actions.models import Assent
from coordination.actions.queries.typed import KINDS
from coordination.actions.terms import Owner, Term
from coordination.decisions import services as decisions
from coordination.decisions.models import Result
from coordination.kit.dates import Kind
from coordination.kit.history import save_as
from coordination.kit.lines import EntryKind, LineRead, flags, read_line
from coordination.kit.refusals import Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import Body, Organisation, OutcomeName, User

from ..models import Attendance, Authority, Entry, Meeting, Presence
from ..queries.calendar import MeetingCalendar
from ..queries.directory import MeetingDirectory

LONGEST_LINE = 4000


@dataclass(frozen=True)
class Reader:
    """Reads lines for one note taker in one meeting."""

    meeting: Meeting
    directory: MeetingDirectory
    calendar: MeetingCalendar

    @classmethod
    def of(cls, meeting: Meeting, user: User) -> "Reader":
        return cls(meeting, MeetingDirectory(meeting), MeetingCalendar(meeting, user))

    def read(self, typed: str) -> LineRead:
        """What is recognised in `typed`; refuses an empty, too long or unsafe line."""
        problems = refuse_unsafe(typed, longest=LONGEST_LINE)
        if problems:
            raise Refusal(" ".join(str(problem) for problem in problems), field="text")
        if not typed.strip():
            raise Refusal(_("Type a line first; an empty line is not kept."), field="text")
        read = read_line(
            typed,
            on=timezone.localtime(self.meeting.starts_at).date(),
            directory=self.directory,
            calendar=self.calendar,
        )
        if read.everyone and not self.others():
            return replace(read, flags=(*read.flags, flags.no_members("@allen")))
        return read

    def others(self) -> list[Organisation]:
        """Whom everybody is: the members but for the organisation that asks."""
        asks = self.meeting.body.organisation_id
        return [member for member in self.directory.members if member.pk != asks]

    def also(self, read: LineRead) -> list[Organisation]:
        owner = self.directory.owner(read.owner).organisation if read.owner else None
        found = {o.pk: o for o in (self.directory.owner(m).organisation for m in read.also)}
        return [o for o in found.values() if owner is None or o.pk != owner.pk]


def reading(read: LineRead, calendar: MeetingCalendar) -> dict[str, Any]:
    """What a line shows of its reading, as it is stored with the line.

    `due_meeting` is there where its term was said as a meeting: it moves with that.
    """
    due = read.due
    meeting = calendar.meeting_at(due.on, due.time) if due and due.kind is Kind.ANCHOR else None
    return {
        **({"due_meeting": str(meeting)} if meeting else {}),
        "owner": read.owner.label if read.owner else "",
        "also": [mention.label for mention in read.also],
        "everyone": read.everyone,
        "due_on": due.on.isoformat() if due and due.on else "",
        "due_time": due.time.isoformat("minutes") if due and due.time else "",
        "due_words": due.words if due and (due.fuzzy or not due.on) else "",
        "outcome": read.outcome or "",
        "reservation_by": read.reservation_by.label if read.reservation_by else "",
        "flags": [str(flag.sentence) for flag in read.flags],
    }


def become(entry: Entry, read: LineRead, reader: Reader, *, by: User, at: datetime) -> None:
    """Make, change or take back what the line is; the caller saves the line."""
    is_decision = entry.kind == EntryKind.DECISION
    point_terms = _point_terms(entry, read, reader)
    if entry.decision and not is_decision:
        gone, entry.decision = entry.decision, None
        save_as(entry, by=by, at=at, history=False)
        decisions.discard_draft_decision(decision=gone, by=by, at=at)
    if entry.action_point and point_terms is None:
        point, entry.action_point = entry.action_point, None
        save_as(entry, by=by, at=at, history=False)
        actions.discard_draft_action_point(point=point, by=by, at=at)
    if is_decision:
        entry.decision = _decide(entry, read, by=by, at=at)
    elif point_terms is not None:
        entry.action_point = _agree(entry, point_terms, by=by, at=at)


def _decide(
    entry: Entry,
    read: LineRead,
    *,
    by: User,
    at: datetime,
    result: Result | None = None,
    referred_to: Body | None = None,
) -> Any:
    body = entry.meeting.body
    outcome = OutcomeName(read.outcome) if read.outcome else OutcomeName(body.outcome_name)
    if entry.decision:
        return decisions.rewrite_draft_decision(
            decision=entry.decision,
            text=entry.text,
            outcome_name=outcome,
            result=result or Result(entry.decision.result),
            referred_to=referred_to or entry.decision.referred_to,
            by=by,
            at=at,
        )
    return decisions.draft_decision(
        body=body,
        taken_on=timezone.localtime(entry.meeting.starts_at).date(),
        dossier=entry.item.dossier,
        text=entry.text,
        outcome_name=outcome,
        result=result or Result.ADOPTED,
        referred_to=referred_to,
        by=by,
        at=at,
    )


def _point_terms(entry: Entry, read: LineRead, reader: Reader) -> dict[str, Any] | None:
    """What an action point needs: owner and last day; None while one of them is missing."""
    kind = KINDS.get(EntryKind(entry.kind))
    term = Term.of(read.due) if read.due else None
    if kind is None or term is None:
        return None
    if read.everyone:
        owner = Owner(organisation=entry.meeting.body.organisation)
        members = reader.others()
    elif read.owner:
        owner, members = reader.directory.owner(read.owner), []
    else:
        return None
    return {
        "kind": kind,
        "text": entry.text,
        "owner": owner,
        "term": term,
        "also": reader.also(read),
        "members": members,
    }


def _agree(entry: Entry, terms: dict[str, Any], *, by: User, at: datetime) -> Any:
    if entry.action_point:
        return actions.rewrite_draft_action_point(point=entry.action_point, **terms, by=by, at=at)
    return actions.draft_action_point(
        dossier=entry.item.dossier,
        body=entry.meeting.body,
        assent=assent_of(entry.meeting, terms["owner"]),
        **terms,
        by=by,
        at=at,
    )


def assent_of(meeting: Meeting, owner: Owner) -> Assent:
    """An owner who was not there must still confirm; one under reservation stays so."""
    rows = Attendance.objects.filter(meeting=meeting, organisation=owner.organisation)
    seen = list(rows.values_list("presence", "authority"))
    there = [authority for presence, authority in seen if presence == Presence.PRESENT]
    if any(authority == Authority.MANDATE for authority in there):
        return Assent.GIVEN
    if there:
        return Assent.RESERVED
    absent = any(presence in {Presence.EXCUSED, Presence.ABSENT} for presence, _a in seen)
    return Assent.AWAITED if absent else Assent.GIVEN
