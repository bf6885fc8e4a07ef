"""Questions about how every dossier stands."""

from .attention import SILENT, Counts, Mark, Reason, count, knows_silence
from .counting import Tally, per_owner, per_sector
from .issues import Issue, issues_of
from .listing import Listing, list_issues
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
    "Listing",
    "Mark",
    "Reason",
    "Tally",
    "Wanted",
    "count",
    "issues_of",
    "knows_silence",
    "list_issues",
    "per_owner",
    "per_sector",
    "sheet_rows",
]
