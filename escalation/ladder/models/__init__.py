"""Ladders, what the rule says, and what was decided."""

from .assessments import Assessment, Unknown
from .determinations import Contact, Determination
from .ladders import (
    MOST_HYSTERESIS,
    MOST_WEEKS,
    Combination,
    Ladder,
    LadderStatus,
    Level,
    LevelMeasure,
    Measured,
    Threshold,
    Window,
)
from .rounds import ProcessStep, Proposal, ProposalStatus, Round, StepKind

__all__ = [
    "MOST_HYSTERESIS",
    "MOST_WEEKS",
    "Assessment",
    "Combination",
    "Contact",
    "Determination",
    "Ladder",
    "LadderStatus",
    "Level",
    "LevelMeasure",
    "Measured",
    "ProcessStep",
    "Proposal",
    "ProposalStatus",
    "Round",
    "StepKind",
    "Threshold",
    "Unknown",
    "Window",
]
