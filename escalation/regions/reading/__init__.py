"""Read a file of figures line by line, whatever its length. Nothing here knows the database."""

from .layouts import LAYOUTS, Layout
from .problems import Problem, Problems
from .reader import Reading, Unreadable, read_figures
from .sums import DAY_ZERO, Sums, day_at

__all__ = [
    "DAY_ZERO",
    "LAYOUTS",
    "Layout",
    "Problem",
    "Problems",
    "Reading",
    "Sums",
    "Unreadable",
    "day_at",
    "read_figures",
]
