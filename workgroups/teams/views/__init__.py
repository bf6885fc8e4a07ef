"""Pages of teams."""

from .life import team_step, team_step_back, team_wind_up
from .members import member_edit, member_end, member_new, member_replace
from .places import place_list, place_xlsx, radar_page
from .teams import team_detail, team_edit, team_list, team_propose, team_setup
from .templates import template_keep, template_list, template_remove
from .tracks import (
    request_detail,
    request_new,
    request_reopen,
    request_withdraw,
    track_edit,
    track_new,
)

__all__ = [
    "member_edit",
    "member_end",
    "member_new",
    "member_replace",
    "place_list",
    "place_xlsx",
    "radar_page",
    "request_detail",
    "request_new",
    "request_reopen",
    "request_withdraw",
    "team_detail",
    "team_edit",
    "team_list",
    "team_propose",
    "team_setup",
    "team_step",
    "team_step_back",
    "team_wind_up",
    "template_keep",
    "template_list",
    "template_remove",
    "track_edit",
    "track_new",
]
