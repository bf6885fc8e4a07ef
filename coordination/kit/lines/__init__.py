"""A line of the minutes as it is typed: read_line for one, read_block for a pasted text."""

from .block import read_block
from .kinds import EntryKind
from .read import read_line
from .reads import (
    Chip,
    ChipState,
    Directory,
    Flag,
    FlagCode,
    LineRead,
    Mention,
    MentionKind,
    Names,
)

__all__ = [
    "Chip", "ChipState", "Directory", "EntryKind", "Flag", "FlagCode", "LineRead", "Mention",
    "MentionKind", "Names", "read_block", "read_line",
]  # fmt: skip
