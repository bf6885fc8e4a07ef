"""Verbs about people, bodies and posts."""

from .numbers import next_number
from .recipients import recipient_for

__all__ = ["next_number", "recipient_for"]
