"""The rhythm: cadences and their slots, the cycles they are planned in, and what is due when."""

from .cadences import LONGEST_DAYS, Cadence, Slot
from .cycles import Cycle, PlannedMeeting
from .deadlines import Deadline, DeadlineKind

__all__ = [
    "LONGEST_DAYS",
    "Cadence",
    "Cycle",
    "Deadline",
    "DeadlineKind",
    "PlannedMeeting",
    "Slot",
]
