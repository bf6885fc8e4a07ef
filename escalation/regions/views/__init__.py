"""Pages of regions, their figures, and the files those came from."""

from .imports import import_list, import_new, import_one, import_progress
from .indicators import indicator_edit, indicator_list, indicator_new
from .outliers import outlier, outlier_list, outlier_reopen
from .regions import region, region_list

__all__ = [
    "import_list",
    "import_new",
    "import_one",
    "import_progress",
    "indicator_edit",
    "indicator_list",
    "indicator_new",
    "outlier",
    "outlier_list",
    "outlier_reopen",
    "region",
    "region_list",
]
