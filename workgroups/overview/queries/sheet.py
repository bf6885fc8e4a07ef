"""The overview as rows of a sheet."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from coordination.dossiers.models import Dossier

from .issues import Issue, issues_of


def sheet_rows(
    found: QuerySet[Dossier], user: Any, *, now: datetime, today: date, at_once: int = 500
) -> Iterator[list[Any]]:
    """The rows of the sheet, some hundreds at a time."""
    keys = list(found)
    for start in range(0, len(keys), at_once):
        for issue in issues_of(keys[start : start + at_once], user, now=now, today=today):
            yield _line(issue)


def _line(issue: Issue) -> list[Any]:
    dossier, decision, meeting = issue.dossier, issue.decision, issue.meeting
    return [
        dossier.number,
        dossier.title,
        dossier.get_kind_display(),
        dossier.owner.code,
        dossier.primacy.code if dossier.primacy else "",
        issue.team.code if issue.team else "",
        issue.team.get_status_display() if issue.team else "",
        decision.number if decision else "",
        decision.taken_on if decision else "",
        meeting.body.code if meeting else "",
        meeting.starts_at.date() if meeting else "",
        issue.open,
        issue.late,
        issue.silent_weeks if issue.silent_weeks is not None else "",
        ", ".join(issue.ministries),
    ]
