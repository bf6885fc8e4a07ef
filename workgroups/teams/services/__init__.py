"""Verbs on teams and on who takes part in them."""

from .members import Capacity, Seat, add_member, change_member, end_member
from .proposing import Plan, propose_team

__all__ = [
    "Capacity",
    "Plan",
    "Seat",
    "add_member",
    "change_member",
    "end_member",
    "propose_team",
]
