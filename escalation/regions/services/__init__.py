"""Verbs on figures: read them in, judge those that stand out, keep what is counted."""

from .generated import make_figures
from .importing import UploadFacts, ask_import, import_file, start_import
from .judging import Judgement, judge_outlier, reopen_outlier
from .keeping import IndicatorFacts, add_indicator, change_indicator
from .running import run_import, run_waiting
from .storing import store_reading
from .tidying import remove_old_files
from .unfolding import (
    Scenario,
    add_generated,
    book_figure,
    published_between,
    replace_generated,
)

__all__ = [
    "IndicatorFacts",
    "Judgement",
    "Scenario",
    "UploadFacts",
    "add_generated",
    "add_indicator",
    "ask_import",
    "book_figure",
    "change_indicator",
    "import_file",
    "judge_outlier",
    "make_figures",
    "published_between",
    "remove_old_files",
    "reopen_outlier",
    "replace_generated",
    "run_import",
    "run_waiting",
    "start_import",
    "store_reading",
]
