"""Verbs on advice lines, their stops and the usual routes."""

from .answering import answer_line, link_decision, take_back_answer
from .keeping import edit_line, resume_line, withdraw_line
from .placing import add_stop_paper, put_on_agenda, remove_stop_paper
from .routes import RouteFacts, StepFacts, keep_route, remove_route
from .starting import Asked, start_line
from .stops import (
    StopFacts,
    add_stop,
    change_stop,
    remove_stop,
    restore_stop,
    take_back_change,
)

__all__ = [
    "Asked",
    "RouteFacts",
    "StepFacts",
    "StopFacts",
    "add_stop",
    "add_stop_paper",
    "answer_line",
    "change_stop",
    "edit_line",
    "keep_route",
    "link_decision",
    "put_on_agenda",
    "remove_route",
    "remove_stop",
    "remove_stop_paper",
    "restore_stop",
    "resume_line",
    "start_line",
    "take_back_answer",
    "take_back_change",
    "withdraw_line",
]
