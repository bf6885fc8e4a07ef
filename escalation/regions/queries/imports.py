"""What became of a file, in words."""

from typing import Any

from coordination.kit.work import WorkStatus

from ..models import ObservationImport
from ..reading.problems import LISTED, Problem


def problems_of(importing: ObservationImport) -> list[Problem]:
    """The first problems of the file, each with its line; line 0 is the file as a whole."""
    return [Problem(**problem) for problem in importing.report]


def warnings_of(importing: ObservationImport) -> list[Problem]:
    """What may be right and should be looked at."""
    return [Problem(**warning) for warning in importing.warnings]


def gave_up(importing: ObservationImport) -> bool:
    """The reading stopped at a full list of problems, so that there may be more of them."""
    refused = importing.whole and importing.status == WorkStatus.REFUSED
    return refused and len(importing.report) >= LISTED


def report_of(importing: ObservationImport) -> dict[str, Any]:
    """Counts of rows (read, skipped) and figures (added, revised, unchanged), and what was wrong.

    The list of problems is bounded; `not_listed` counts the others, and `gave_up` says that the
    reading stopped there.
    """
    problems = problems_of(importing)
    known_at = importing.known_at
    return {
        "id": str(importing.pk),
        "file": importing.name,
        "sha256": importing.sha256,
        "status": importing.status,
        "layout": importing.layout,
        "known_at": known_at.isoformat() if known_at else None,
        "rows_read": importing.rows_read,
        "added": importing.added,
        "revised": importing.revised,
        "unchanged": importing.unchanged,
        "replaced": importing.replaced,
        "skipped": importing.skipped,
        "warnings": [{**one.kept(), "sentence": one.sentence} for one in warnings_of(importing)],
        "problems": [{**problem.kept(), "sentence": problem.sentence} for problem in problems],
        "not_listed": max(importing.skipped - len(problems), 0),
        "gave_up": gave_up(importing),
    }
