"""The story of one line for who was not there: per stop who, the papers and what was said."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.utils import timezone

from coordination.decisions.models import Decision
from coordination.kit.aggregates import Joined
from coordination.meetings.models import AgendaItem, Attendance, Entry, Presence
from coordination.meetings.queries.course import course_from, lines_under
from coordination.papers.models import Paper
from coordination.people.models import User

from ..models import AdviceRequest, Stop, StopPaper
from .line import stops_of, views_of
from .standing import LineView, StopView


@dataclass
class Chapter:
    """A stop with what happened there, as far as this reader may see it.

    `present` are the codes of the organisations that were at its meeting.
    """

    view: StopView
    lines: list[Entry] = field(default_factory=list)
    papers: list[StopPaper] = field(default_factory=list)

    @property
    def item(self) -> AgendaItem | None:
        return self.view.item

    @property
    def present(self) -> str:
        if not self.view.is_held or self.view.meeting is None or self.view.instead_of:
            return ""
        return ", ".join(sorted((getattr(self.view.stop, "present", "") or "").split(",")))


@dataclass
class Story:
    """A line from question to decision, in order."""

    view: LineView
    chapters: list[Chapter]
    decision: Decision | None

    @property
    def line(self) -> AdviceRequest:
        return self.view.line

    @property
    def until_answer(self) -> list[Chapter]:
        """What came before the answer, or all of it."""
        return self.chapters[: self._answered_after()]

    @property
    def after_answer(self) -> list[Chapter]:
        return self.chapters[self._answered_after() :]

    def _answered_after(self) -> int:
        answered = self.line.answered_at
        if answered is None:
            return len(self.chapters)
        day = timezone.localdate(answered)
        before = (
            n for n, one in enumerate(self.chapters, 1) if one.view.day and one.view.day <= day
        )
        return max(before, default=0)


def with_decision(user: User, rows: Any) -> Any:
    """Lines with the decision they led to, of which `sees_decision` says whether she may."""
    seen = Decision.objects.visible_to(user).filter(pk=OuterRef("decision"))
    rows = rows.select_related("decision__body", "decision__post")
    return rows.annotate(sees_decision=Exists(seen))


def story_of(user: User, line: AdviceRequest, *, at: dt.datetime) -> Story:
    """Everything that is told of a line from with_decision, in queries that do not grow."""
    there = Attendance.objects.filter(meeting=OuterRef("meeting"), presence=Presence.PRESENT)
    codes = there.order_by().values("meeting").annotate(codes=Joined("organisation__code"))
    waiting = StopPaper.objects.filter(stop=OuterRef("pk"))
    rows = stops_of(user, [line]).annotate(
        present=Subquery(codes.values("codes")), has_papers=Exists(waiting)
    )
    (view,) = views_of(user, [line], rows, at=at, treated=course_from)
    shown = [one.item for one in view.course if one.item]
    lines = lines_under(user, shown) if shown else {}
    papers = _papers(user, [one.stop for one in view.stops if one.item is None])
    chapters = [
        Chapter(
            one,
            lines=lines.get(one.item.pk, []) if one.item else [],
            papers=papers.get(one.stop.pk, []),
        )
        for one in view.course
    ]
    decision = line.decision if getattr(line, "sees_decision", False) else None
    return Story(view, chapters, decision)


def _papers(user: User, stops: list[Stop]) -> dict[Any, list[StopPaper]]:
    """The papers that wait for a stop and do not hang with its item yet."""
    waiting = [stop.pk for stop in stops if getattr(stop, "has_papers", False)]
    if not waiting:
        return {}
    rows = StopPaper.objects.filter(
        stop__in=waiting, paper__in=Paper.objects.visible_to(user).present()
    )
    found: dict[Any, list[StopPaper]] = {}
    for row in rows.select_related("paper").order_by("added_at", "pk"):
        found.setdefault(row.stop_id, []).append(row)
    return found
