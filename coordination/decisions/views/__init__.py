"""Pages of the register."""

from .changing import (
    decision_amend,
    decision_confirm,
    decision_record,
    decision_replace,
    decision_undo,
    decision_withdraw,
)
from .register import decision_csv, decision_detail, decision_list, decision_xlsx

__all__ = [
    "decision_amend",
    "decision_confirm",
    "decision_csv",
    "decision_detail",
    "decision_list",
    "decision_record",
    "decision_replace",
    "decision_undo",
    "decision_withdraw",
    "decision_xlsx",
]
