"""Questions about teams and who takes part in them."""

from .detail import Burden, burdens_in, loose_requests, next_meeting, steps_of, tracks_of
from .listing import TeamFilter, TeamRow, list_teams, with_members
from .members import (
    MemberRow,
    former_members,
    member_rows,
    members_as_of,
    members_of,
    team_as_of,
)
from .places import Places, capacity_in_words, list_places, sheet_of
from .radar import Blip, asked_of, colliding, empty_places, radar

__all__ = [
    "Blip",
    "Burden",
    "MemberRow",
    "Places",
    "TeamFilter",
    "TeamRow",
    "asked_of",
    "burdens_in",
    "capacity_in_words",
    "colliding",
    "empty_places",
    "former_members",
    "list_places",
    "list_teams",
    "loose_requests",
    "member_rows",
    "members_as_of",
    "members_of",
    "next_meeting",
    "radar",
    "sheet_of",
    "steps_of",
    "team_as_of",
    "tracks_of",
    "with_members",
]
