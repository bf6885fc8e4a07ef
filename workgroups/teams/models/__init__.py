"""Teams of all ministries, who takes part in them, and the steps of their life."""

from .members import (
    HOURS_PER_FTE,
    IS_NAMED,
    KEEPERS,
    CapacityUnit,
    TeamMember,
    TeamRole,
)
from .teams import AFTER, Horizon, Team, TeamStatus, TeamStep
from .templates import TeamTemplate, TemplateSeat
from .tracks import RequestStatus, ResourceRequest, Track

__all__ = [
    "AFTER",
    "HOURS_PER_FTE",
    "IS_NAMED",
    "KEEPERS",
    "CapacityUnit",
    "Horizon",
    "RequestStatus",
    "ResourceRequest",
    "Team",
    "TeamMember",
    "TeamRole",
    "TeamStatus",
    "TeamStep",
    "TeamTemplate",
    "TemplateSeat",
    "Track",
]
