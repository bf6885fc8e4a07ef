"""Verbs on teams, on who takes part in them, on their tracks and the people they ask for."""

from .changing import Facts, change_team
from .members import Capacity, Seat, add_member, change_member, end_member, replace_member
from .proposing import Plan, propose_team
from .requests import (
    Need,
    answer_request,
    ask_people,
    reopen_request,
    withdraw_open,
    withdraw_request,
)
from .steps import take_back_step, take_step
from .templates import keep_template, remove_template, started_from
from .tracks import add_track, change_track
from .winding_up import hand_over_points, own_points, wind_up_team

__all__ = [
    "Capacity",
    "Facts",
    "Need",
    "Plan",
    "Seat",
    "add_member",
    "add_track",
    "answer_request",
    "ask_people",
    "change_member",
    "change_team",
    "change_track",
    "end_member",
    "hand_over_points",
    "keep_template",
    "own_points",
    "propose_team",
    "remove_template",
    "reopen_request",
    "replace_member",
    "started_from",
    "take_back_step",
    "take_step",
    "wind_up_team",
    "withdraw_open",
    "withdraw_request",
]
