"""Questions about teams and who takes part in them."""

from .detail import Asked, Burden, asked_by, burdens_for_lead, next_meeting, steps_of
from .listing import TeamFilter, TeamRow, list_teams, with_members
from .members import (
    MemberRow,
    former_members,
    member_rows,
    members_as_of,
    members_of,
    roles_here,
    team_as_of,
)
from .places import Places, list_places, sheet_of
from .radar import Blip, asked_of, colliding, empty_places, of_organisation, radar

__all__ = [
    "Asked",
    "Blip",
    "Burden",
    "MemberRow",
    "Places",
    "TeamFilter",
    "TeamRow",
    "asked_by",
    "asked_of",
    "burdens_for_lead",
    "colliding",
    "empty_places",
    "former_members",
    "list_places",
    "list_teams",
    "member_rows",
    "members_as_of",
    "members_of",
    "next_meeting",
    "of_organisation",
    "radar",
    "roles_here",
    "sheet_of",
    "steps_of",
    "team_as_of",
    "with_members",
]
