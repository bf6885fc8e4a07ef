"""The log of the relay: a line per Message-ID that it accepted, written before it answers."""

from django.conf import settings

from .names import JOURNAL


def journal(message_id: str) -> str:
    path = settings.VAR_DIR / JOURNAL
    taken = path.read_text().splitlines() if path.exists() else []
    return "accepted" if message_id in taken else "unknown"
