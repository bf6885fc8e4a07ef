"""Questions about how every dossier stands."""

from .attention import SILENT, Counts, Reason, count_kinds, knows_silence, reasons
from .counting import Tally, per_owner, per_sector
from .issues import Issue, issues_of, list_issues, matching
from .sheet import sheet_rows
from .wanted import ALL, ATTENTION, NOBODY, SORTS, Wanted

__all__ = [
    "ALL",
    "ATTENTION",
    "NOBODY",
    "SILENT",
    "SORTS",
    "Counts",
    "Issue",
    "Reason",
    "Tally",
    "Wanted",
    "count_kinds",
    "issues_of",
    "knows_silence",
    "list_issues",
    "matching",
    "per_owner",
    "per_sector",
    "reasons",
    "sheet_rows",
]
