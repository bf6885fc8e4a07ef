"""Pages of the action points."""

from .adding import action_add
from .changing import action_change
from .detail import action_detail
from .exports import action_csv, action_xlsx
from .lists import action_counts, action_list, action_read_back, action_type
from .many import action_many, action_undo_many
from .parts import action_part
from .ticking import action_confirm, action_reopen, action_restore, action_tick, action_undo
from .verbs import (
    action_comment,
    action_drop,
    action_hand_over,
    action_move,
    action_reserve,
    action_split,
)

__all__ = [
    "action_add",
    "action_change",
    "action_comment",
    "action_confirm",
    "action_counts",
    "action_csv",
    "action_detail",
    "action_drop",
    "action_hand_over",
    "action_list",
    "action_many",
    "action_move",
    "action_part",
    "action_read_back",
    "action_reopen",
    "action_reserve",
    "action_restore",
    "action_split",
    "action_tick",
    "action_type",
    "action_undo",
    "action_undo_many",
    "action_xlsx",
]
