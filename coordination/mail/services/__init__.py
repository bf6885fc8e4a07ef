"""Put messages in the outbox, take them back, and operate it. Nothing else sends."""

from .answering import answer_link
from .doorbell import ring
from .holding import hold_all, release_hold
from .muting import choose_mail
from .operating import resend_message, retry_message
from .queueing import queue_account_mail, queue_message, queue_messages
from .reading import mark_all_read, mark_read
from .retention import empty_bodies
from .withdrawing import cancel_messages, snooze_message, supersede_messages

__all__ = [
    "answer_link",
    "cancel_messages",
    "choose_mail",
    "empty_bodies",
    "hold_all",
    "mark_all_read",
    "mark_read",
    "queue_account_mail",
    "queue_message",
    "queue_messages",
    "release_hold",
    "resend_message",
    "retry_message",
    "ring",
    "snooze_message",
    "supersede_messages",
]
