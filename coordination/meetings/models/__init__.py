"""A meeting, its agenda, who was there, and the lines of its minutes."""

from .agenda import (
    AgendaItem,
    AgendaPaper,
    CycleLine,
    PointOfDifference,
    Purpose,
    Submission,
    Treatment,
)
from .attendance import Attendance, Authority, Picture, Presence
from .entries import Draft, Entry, Phase
from .feedback import Feedback
from .meetings import Meeting, MeetingStatus
from .minutes import Addition, AdditionStatus, MinutesVersion
from .papers import MeetingPapers, PaperInSet, PapersFile

__all__ = [
    "Addition",
    "AdditionStatus",
    "AgendaItem",
    "AgendaPaper",
    "Attendance",
    "Authority",
    "CycleLine",
    "Draft",
    "Entry",
    "Feedback",
    "Meeting",
    "MeetingPapers",
    "MeetingStatus",
    "MinutesVersion",
    "PaperInSet",
    "PapersFile",
    "Phase",
    "Picture",
    "PointOfDifference",
    "Presence",
    "Purpose",
    "Submission",
    "Treatment",
]
