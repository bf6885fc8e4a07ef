"""The rhythm: cadences and their slots, the cycles they are planned in, and what is due when."""

from .cadences import LONGEST_DAYS, Cadence, Slot
from .cycles import Cycle, PlannedMeeting
from .deadlines import Deadline, DeadlineKind
from .events import MovedEvent
from .outside import OutsideCalendar, OutsideEvent
from .reminders import Audience, PlannedStream, PutOff, Reminder, ReminderRule, Side

__all__ = [
    "LONGEST_DAYS",
    "Audience",
    "Cadence",
    "Cycle",
    "Deadline",
    "DeadlineKind",
    "MovedEvent",
    "OutsideCalendar",
    "OutsideEvent",
    "PlannedMeeting",
    "PlannedStream",
    "PutOff",
    "Reminder",
    "ReminderRule",
    "Side",
    "Slot",
]
