"""Another name for who was erased; it tells nothing of who she was."""

import re
import secrets

from .models import User

NOWHERE = "erased.invalid"
"""A domain that exists nowhere and never will (RFC 2606)."""


def new_pseudonym() -> str:
    """P-7F3A12B9: drawn by lot, and kept nowhere beside what it stands for."""
    return f"P-{secrets.token_hex(4).upper()}"


def without_her(text: str, *, user: User, pseudonym: str) -> str:
    """`text` with the pseudonym wherever her address, name or telephone stands as a whole."""
    for said in (user.email, user.name, user.phone):
        if said:
            text = re.sub(rf"(?<!\w){re.escape(said)}(?!\w)", pseudonym, text, flags=re.IGNORECASE)
    return text
