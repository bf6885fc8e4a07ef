"""Verbs on decisions."""

from .amending import AFTER_RECORDING, AMENDABLE, amend_decision, free_decision, undo_amendment
from .drafting import (
    circulate_decision,
    discard_draft_decision,
    draft_decision,
    rewrite_draft_decision,
)
from .recording import record_decision, record_decision_outside_meeting
from .replacing import confirm_replacement, replace_decision, withdraw_replacement
from .taking_back import take_back_decision

__all__ = [
    "AFTER_RECORDING",
    "AMENDABLE",
    "amend_decision",
    "circulate_decision",
    "confirm_replacement",
    "discard_draft_decision",
    "draft_decision",
    "free_decision",
    "record_decision",
    "record_decision_outside_meeting",
    "replace_decision",
    "rewrite_draft_decision",
    "take_back_decision",
    "undo_amendment",
    "withdraw_replacement",
]
