"""Verbs on action points."""

from .adding import add_action_point
from .answering import answer_done, answer_later, answer_not_mine
from .changing import Change, change_action_point
from .closing import (
    complete_action_point,
    drop_action_point,
    reopen_action_point,
    restore_action_point,
)
from .drafting import (
    discard_draft_action_point,
    draft_action_point,
    open_action_point,
    rewrite_draft_action_point,
)
from .moving import move_term
from .owners import confirm_assent, hand_over, hand_over_all, keep_reservation
from .reporting import comment_on_action_point, report_part
from .splitting import split_action_point
from .taking_back import take_back_action_point
from .typed import add_typed_point
from .undoing import INVERSES, undo_action_point

__all__ = [
    "INVERSES",
    "Change",
    "add_action_point",
    "add_typed_point",
    "answer_done",
    "answer_later",
    "answer_not_mine",
    "change_action_point",
    "comment_on_action_point",
    "complete_action_point",
    "confirm_assent",
    "discard_draft_action_point",
    "draft_action_point",
    "drop_action_point",
    "hand_over",
    "hand_over_all",
    "keep_reservation",
    "move_term",
    "open_action_point",
    "reopen_action_point",
    "report_part",
    "restore_action_point",
    "rewrite_draft_action_point",
    "split_action_point",
    "take_back_action_point",
    "undo_action_point",
]
