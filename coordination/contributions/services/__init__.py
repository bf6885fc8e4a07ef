"""Verbs on requests for input and on replies."""

from .asking import Question, ask_contribution, ask_with_point
from .closing import close_contribution, withdraw_contribution
from .reminding import remind_rest, take_back_reminder
from .replying import Answer, give_reply, reply_from_mail, withdraw_reply
from .rounds import close_due_rounds

__all__ = [
    "Answer",
    "Question",
    "ask_contribution",
    "ask_with_point",
    "close_contribution",
    "close_due_rounds",
    "give_reply",
    "remind_rest",
    "reply_from_mail",
    "take_back_reminder",
    "withdraw_contribution",
    "withdraw_reply",
]
