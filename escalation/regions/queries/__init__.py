"""Questions about regions and their figures."""

from .days import Day, Span, days_of
from .detail import WEEKS, Shown, shown_figures
from .imports import gave_up, problems_of, report_of, warnings_of
from .listing import (
    count_flagged,
    count_open,
    generated_among,
    has_generated,
    list_figures,
    list_imports,
    list_indicators,
    list_outliers,
    list_regions,
    newest_only,
    region_table,
)
from .newest import Newest, is_old, newest_figures
from .series import Series, series
from .standing import standing_figures

__all__ = [
    "WEEKS",
    "Day",
    "Newest",
    "Series",
    "Shown",
    "Span",
    "count_flagged",
    "count_open",
    "days_of",
    "gave_up",
    "generated_among",
    "has_generated",
    "is_old",
    "list_figures",
    "list_imports",
    "list_indicators",
    "list_outliers",
    "list_regions",
    "newest_figures",
    "newest_only",
    "problems_of",
    "region_table",
    "report_of",
    "series",
    "shown_figures",
    "standing_figures",
    "warnings_of",
]
