"""Action points, the parts of organisations in them, and what happened to them."""

from .parts import ActionPart, PartStatus
from .points import ActionKind, ActionPoint, ActionStatus, Assent
from .updates import ActionUpdate, Verb
from .visibility import counted_for, free, managed_by

__all__ = [
    "ActionKind",
    "ActionPart",
    "ActionPoint",
    "ActionStatus",
    "ActionUpdate",
    "Assent",
    "PartStatus",
    "Verb",
    "counted_for",
    "free",
    "managed_by",
]
