"""Due dates as people type them, Dutch and English mixed: read_due(text, on=..., calendar=...)."""

from coordination.kit.dates.read import read_due
from coordination.kit.dates.reads import EMPTY, Calendar, DueRead, Kind, Meetings

__all__ = ["EMPTY", "Calendar", "DueRead", "Kind", "Meetings", "read_due"]
