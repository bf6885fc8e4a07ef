"""Verbs on assignments."""

from .adopting import adopt_assignment
from .circulating import circulate_assignment
from .consulting import hold_consultation, reopen_consultation
from .drafting import change_assignment, discard_assignment, draft_assignment

__all__ = [
    "adopt_assignment",
    "change_assignment",
    "circulate_assignment",
    "discard_assignment",
    "draft_assignment",
    "hold_consultation",
    "reopen_consultation",
]
