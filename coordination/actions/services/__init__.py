"""Verbs on action points."""

from .adding import add_action_point
from .drafting import (
    discard_draft_action_point,
    draft_action_point,
    open_action_point,
    rewrite_draft_action_point,
)

__all__ = [
    "add_action_point",
    "discard_draft_action_point",
    "draft_action_point",
    "open_action_point",
    "rewrite_draft_action_point",
]
