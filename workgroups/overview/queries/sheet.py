"""The overview as rows of a sheet."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils.translation import ngettext

from coordination.dossiers.models import DossierKind

from .attention import Counts, count
from .issues import Issue, issues_of
from .listing import list_issues
from .wanted import Wanted

MOST, AT_ONCE = 20_000, 500


def sheet_rows(user: Any, wanted: Wanted, *, now: datetime, today: date) -> Iterator[list[Any]]:
    """The rows of the sheet, some hundreds at a time; the last counts what stands apart."""
    moment: Any = {"now": now, "today": today}
    listing = list_issues(user, wanted, **moment)
    found = listing.rows[:MOST]
    for start in range(0, len(found), AT_ONCE):
        for issue in issues_of(found[start : start + AT_ONCE], user, **moment):
            yield _line(issue)
    if listing.apart:
        yield _counted(count(listing.apart, user))


def _counted(counts: Counts) -> list[Any]:
    n = counts.dossiers
    title = ngettext("%(n)s dossier of a region", "%(n)s dossiers of regions", n) % {"n": n}
    why = ", ".join(f"{number} {one.label}" for one, number in counts.reasons.items() if number)
    return ["", title, DossierKind.REGION.label, *[""] * 12, why]


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
        ", ".join(str(one.label) for one in issue.attention),
    ]
