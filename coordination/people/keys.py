"""Keys for the API: made of chance, kept as a hash."""

import hashlib
import secrets

PREFIX = "baken_"


def new_secret() -> str:
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()
