"""The story of one line for who was not there: per stop the papers, what changed, what was said."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from coordination.decisions.models import Decision
from coordination.meetings.models import AgendaItem, Attendance, Entry, Feedback, Presence
from coordination.meetings.queries.course import course_of, feedback_of, lines_under
from coordination.papers.models import Paper
from coordination.people.models import User

from ..models import AdviceRequest, StopPaper
from .line import LineView, StopView, line_views


@dataclass
class Chapter:
    """A stop with what happened there, as far as this reader may see it."""

    view: StopView
    item: AgendaItem | None = None
    lines: list[Entry] = field(default_factory=list)
    papers: list[StopPaper] = field(default_factory=list)
    told: list[Feedback] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    """The organisations that were there, by code."""


@dataclass
class Story:
    """A line from question to decision, in order."""

    view: LineView
    chapters: list[Chapter]
    decision: Decision | None
    asked: Entry | None

    @property
    def line(self) -> AdviceRequest:
        return self.view.line


def story_of(user: User, line: AdviceRequest, *, at: dt.datetime) -> Story:
    """Everything that is told of this line; the same number of queries however long it is."""
    (view,) = line_views(user, [line], at=at)
    shown = list(view.items.values())
    items = {item.pk: item for item in course_of(user, shown)} if shown else {}
    lines = lines_under(user, shown) if shown else {}
    told = feedback_of(user, shown) if shown else {}
    papers = _papers(user, view)
    present = _present(view)
    chapters = []
    for one in view.stops:
        pk = one.item.pk if one.item else None
        chapters.append(
            Chapter(
                one,
                item=items.get(pk) if pk else None,
                lines=lines.get(pk, []),
                papers=papers.get(one.stop.pk, []),
                told=told.get(pk, []),
                present=present.get(one.meeting.pk, []) if one.meeting else [],
            )
        )
    asked = next(
        (entry for rows in lines.values() for entry in rows if entry.pk == line.asked_line_id), None
    )
    return Story(view, chapters, _decision(user, line), asked)


def _present(view: LineView) -> dict[Any, list[str]]:
    """Who was at the meetings that were held and that she may see."""
    held = [one.meeting.pk for one in view.stops if one.meeting and one.is_held]
    if not held:
        return {}
    rows = Attendance.objects.filter(meeting__in=held, presence=Presence.PRESENT)
    found: dict[Any, list[str]] = {}
    for meeting, code in rows.values_list("meeting", "organisation__code").order_by(
        "organisation__code"
    ):
        codes = found.setdefault(meeting, [])
        if code not in codes:
            codes.append(code)
    return found


def _papers(user: User, view: LineView) -> dict[Any, list[StopPaper]]:
    """The papers that wait for a stop and do not hang with its item."""
    waiting = [one.stop.pk for one in view.stops if one.item is None]
    if not waiting:
        return {}
    rows = StopPaper.objects.filter(
        stop__in=waiting, paper__in=Paper.objects.visible_to(user).present()
    )
    found: dict[Any, list[StopPaper]] = {}
    for row in rows.select_related("paper").order_by("added_at", "pk"):
        found.setdefault(row.stop_id, []).append(row)
    return found


def _decision(user: User, line: AdviceRequest) -> Decision | None:
    if line.decision_id is None:
        return None
    rows = Decision.objects.visible_to(user).filter(pk=line.decision_id)
    found: Decision | None = rows.select_related("body", "post").first()
    return found
