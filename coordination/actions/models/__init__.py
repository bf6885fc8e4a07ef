"""Action points, the parts of organisations in them, and what happened to them."""

from .parts import ActionPart, PartStatus
from .points import ActionKind, ActionPoint, ActionStatus, Assent
from .updates import ActionUpdate, Verb
from .visibility import free, managed_by

__all__ = [
    "ActionKind",
    "ActionPart",
    "ActionPoint",
    "ActionStatus",
    "ActionUpdate",
    "Assent",
    "PartStatus",
    "Verb",
    "free",
    "managed_by",
]
