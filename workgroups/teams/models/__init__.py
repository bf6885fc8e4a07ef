"""Teams of all ministries, who takes part in them, and the steps of their life."""

from .members import AT_THE_TABLE, KEEPERS, CapacityUnit, TeamMember, TeamRole
from .teams import AFTER, Horizon, Team, TeamStatus, TeamStep

__all__ = [
    "AFTER",
    "AT_THE_TABLE",
    "KEEPERS",
    "CapacityUnit",
    "Horizon",
    "Team",
    "TeamMember",
    "TeamRole",
    "TeamStatus",
    "TeamStep",
]
