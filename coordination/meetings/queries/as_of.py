"""A meeting as it stood at a moment: its facts, its agenda, and what was kept of its lines."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from coordination.dossiers.asof import as_of, stood
from coordination.dossiers.models import Dossier
from coordination.people.models import User

from ..models import AgendaItem, Meeting, MinutesVersion, Submission
from .embargo import hold_back


@dataclass(frozen=True)
class Fact:
    """What a fact said then and says now."""

    label: str
    then: str
    now: str

    @property
    def differs(self) -> bool:
        return self.then != self.now


@dataclass(frozen=True)
class MeetingThen:
    """`version` is what was kept by then; None while the report was being written."""

    meeting: Meeting
    items: list[AgendaItem]
    version: MinutesVersion | None
    facts: list[Fact]


def meeting_as_of(user: User, meeting: Meeting, at: datetime) -> MeetingThen | None:
    """The meeting at `at` within what `user` may see today; None before it was planned."""
    then = stood(meeting, at)
    if then is None:
        return None
    kept = meeting.versions.filter(at__lte=at).order_by("-number") if then.is_kept else None
    return MeetingThen(
        meeting=then,
        items=items_as_of(user, [meeting], at),
        version=kept.first() if kept is not None else None,
        facts=facts_of(then, meeting),
    )


def items_as_of(user: User, meetings: list[Meeting], at: datetime) -> list[AgendaItem]:
    """What stood on their agendas, in order."""
    rows = stood_on(user, [meeting.pk for meeting in meetings], at)
    return hold_back(user, sorted(rows, key=lambda row: (row.position, row.created_at, row.pk)))


def stood_on(user: User, meetings: list[UUID], at: datetime) -> Any:
    """Items on these agendas then: seen by who may see both the item's dossier then and now."""
    now = AgendaItem.objects.visible_to(user).filter(meeting__in=meetings)
    return as_of(AgendaItem, at).filter(
        meeting_id__in=meetings,
        id__in=now.values("pk"),
        dossier_id__in=Dossier.objects.visible_to(user).values("pk"),
        removed_at=None,
        submission=Submission.ACCEPTED,
    )


def facts_of(then: Meeting, now: Meeting) -> list[Fact]:
    """What stands at its head, as it stood beside what it says now."""
    facts = [
        Fact(_("Status"), then.get_status_display(), now.get_status_display()),
        Fact(_("When"), _when(then), _when(now)),
        Fact(_("Where"), then.place, now.place),
        Fact(_("Subject"), then.subject, now.subject),
    ]
    return [fact for fact in facts if fact.then or fact.now]


def _when(meeting: Meeting) -> str:
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    hours = f"{time_format(start)}–{time_format(end)}"
    return f"{date_format(start, 'l j F Y')}, {hours}"
