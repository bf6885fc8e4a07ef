"""Verbs on figures: read them in, judge those that stand out, keep what is counted."""

from .generated import make_figures
from .importing import UploadFacts, ask_import, import_file, start_import
from .judging import Judgement, judge_outlier, reopen_outlier
from .keeping import IndicatorFacts, add_indicator, change_indicator
from .running import run_import, run_waiting
from .storing import TakenOver, store_reading

__all__ = [
    "IndicatorFacts",
    "Judgement",
    "TakenOver",
    "UploadFacts",
    "add_indicator",
    "ask_import",
    "change_indicator",
    "import_file",
    "judge_outlier",
    "make_figures",
    "reopen_outlier",
    "run_import",
    "run_waiting",
    "start_import",
    "store_reading",
]
