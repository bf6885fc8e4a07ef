"""Variants of the ladder and of its process, and what came of them over figures of the past."""

from escalation.ladder.models import MOST_HYSTERESIS, MOST_WEEKS

from .processes import Direction, ProcessRule, ProcessVariant, Settler
from .runs import LadderBasis, Replay, Run, Sweep
from .variants import Variant, VariantBound

__all__ = [
    "MOST_HYSTERESIS",
    "MOST_WEEKS",
    "Direction",
    "LadderBasis",
    "ProcessRule",
    "ProcessVariant",
    "Replay",
    "Run",
    "Settler",
    "Sweep",
    "Variant",
    "VariantBound",
]
