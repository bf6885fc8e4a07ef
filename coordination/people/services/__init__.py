"""Verbs about people, bodies and posts."""

from .accounts import change_own_settings, note_sign_in, note_sign_out, set_password
from .numbers import next_number
from .recipients import recipient_for

__all__ = [
    "change_own_settings",
    "next_number",
    "note_sign_in",
    "note_sign_out",
    "recipient_for",
    "set_password",
]
