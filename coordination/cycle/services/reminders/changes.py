"""What may have changed which reminders should exist, since the planner last looked.

Whatever is entered leaves an event. One in the stream of a dossier touches what is due there;
one in the stream of the system touches everything, unless it is named here. The rest is time:
dates of which a rule falls by now, and what was put off until now.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from coordination.audit.following import grown, have_read
from coordination.audit.models import AuditEvent, AuditHead
from coordination.dossiers.models import DossierAccess, Function

from ...due import DueDate, DueSource, due_items
from ...models import PlannedStream, PutOff
from .expected import AHEAD, Timetable

STREAM, SYSTEM = "dossier:", "system"
MANY = 200
"""Dossiers with changes above which it is as quick to look at all."""

ELSEWHERE = ("mail.", "webhooks.", "audit.", "dossiers.record_sealed")
OF_ONE_ACCOUNT = (
    *("signed_", "password_", "settings_", "second_factor_", "sessions_", "token_", "feed_"),
    *("identity_", "role_confirmed", "contact"),
)
NOT_OURS = (*ELSEWHERE, *(f"people.{verb}" for verb in OF_ONE_ACCOUNT))
"""Beginnings of events of the system that touch no reminder."""


@dataclass(frozen=True)
class Changes:
    """The dossiers in which something changed between two moments."""

    last: dt.datetime
    at: dt.datetime
    dossiers: frozenset[UUID]

    def narrow(self, kind: str, rows: Any, timetable: Timetable) -> Any:
        """Of the rows of a kind those of which something may be new, or None."""
        source = due_items[kind]
        touched = self._in_dossiers(source)
        if dues := self._dues(source, rows, timetable):
            touched |= Q((f"{source.columns['due']}__in", dues))
        if items := self._put_off(kind, timetable):
            touched |= Q(pk__in=items)
        return rows.filter(touched) if touched else None

    def _in_dossiers(self, source: DueSource) -> Q:
        """Also what hangs on a meeting there."""
        if not self.dossiers:
            return Q()
        meeting = source.columns.get("meeting_at", "").rpartition("__")[0]
        paths = [source.dossier, *([f"{meeting}__dossier"] if meeting else [])]
        touched = Q()
        for path in paths:
            touched |= Q((f"{path}__in", self.dossiers))
        return touched

    def _dues(self, source: DueSource, rows: Any, timetable: Timetable) -> set[Any]:
        """Dates of which something falls that did not the last time."""
        before = replace(timetable, at=self.last, _found={})
        names = [name for name in TIMES if name in source.columns]
        columns = [source.columns[name] for name in names]
        found = set()
        for values in rows.values_list(*columns).order_by().distinct():
            given = dict(zip(names, values, strict=True))
            due_at, whole_day = source.moment(given["due"], given.get("due_time"))
            date = DueDate(due_at, whole_day, given.get("meeting_at"))
            if _causes(timetable, date) - _causes(before, date):
                found.add(given["due"])
        return found

    def _put_off(self, kind: str, timetable: Timetable) -> set[UUID]:
        """Items put off until a morning that came near."""
        rows = PutOff.objects.filter(kind=kind, until__gte=timezone.localdate(self.last))
        near = (self.last + AHEAD, self.at + AHEAD)
        return {
            item
            for item, until in rows.values_list("item", "until")
            if near[0] < timetable.quiet_until(until) <= near[1]
        }


TIMES = ("due", "due_time", "meeting_at")


def _causes(timetable: Timetable, date: DueDate) -> set[str]:
    return {fall.cause for fall in timetable.falls(date)}


def changes_since(last: dt.datetime, *, at: dt.datetime) -> Changes | None:
    """What changed since the last plan, which counts as read; None where it may be anything."""
    heads = list(grown(PlannedStream))
    if last > at or timezone.localdate(last) != timezone.localdate(at):
        return None
    if any(_touches_all(head) for head in heads):
        return None
    have_read(PlannedStream, heads)
    streams = [head.stream for head in heads if head.stream.startswith(STREAM)]
    touched = {UUID(stream.removeprefix(STREAM)) for stream in streams}
    touched.update(_leads_came_or_went(last, at))
    return Changes(last, at, frozenset(touched)) if len(touched) <= MANY else None


def read_to_the_end() -> None:
    """All streams count as read: what comes now looks at everything."""
    have_read(PlannedStream, grown(PlannedStream))


def _touches_all(head: AuditHead) -> bool:
    if head.stream != SYSTEM:
        return False
    read: int = head.read  # type: ignore[attr-defined]  # annotated by grown
    events = AuditEvent.objects.filter(stream=SYSTEM, seq__gt=read, seq__lte=head.seq)
    return any(
        not action.startswith(NOT_OURS) for action in events.values_list("action", flat=True)
    )


def _leads_came_or_went(last: dt.datetime, at: dt.datetime) -> Iterator[UUID]:
    between = Q(since__gt=last, since__lte=at) | Q(until__gt=last, until__lte=at)
    leads = DossierAccess.objects.filter(between, function=Function.LEAD)
    yield from leads.values_list("dossier", flat=True)
