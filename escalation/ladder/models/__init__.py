"""Ladders, what the rule says, and what was decided."""

from .assessments import Assessment, Unknown
from .determinations import (
    Contact,
    Determination,
    ProcessStep,
    Proposal,
    ProposalStatus,
    Round,
    StepKind,
)
from .ladders import (
    Combination,
    Ladder,
    LadderStatus,
    Level,
    LevelMeasure,
    Measured,
    Threshold,
    Window,
)

__all__ = [
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
