"""Questions about regions and their figures."""

from .imports import problems_of, report_of
from .series import Series, series
from .standing import standing_figures

__all__ = ["Series", "problems_of", "report_of", "series", "standing_figures"]
