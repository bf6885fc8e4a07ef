"""Questions about how every dossier stands."""

from .counting import SILENT, Tally, per_owner, per_sector
from .issues import Issue, issues_of, knows_silence, list_issues
from .sheet import sheet_rows
from .wanted import NOBODY, SORTS, Wanted

__all__ = [
    "NOBODY",
    "SILENT",
    "SORTS",
    "Issue",
    "Tally",
    "Wanted",
    "issues_of",
    "knows_silence",
    "list_issues",
    "per_owner",
    "per_sector",
    "sheet_rows",
]
