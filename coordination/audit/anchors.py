"""What an anchor says and how it is signed."""

import json
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from .models import AuditHead

SALT = "coordination.audit.anchor"


def written(heads: Iterable[AuditHead], *, previous: str) -> str:
    """All heads and the signature before, as they are signed."""
    ends = {head.stream: [head.seq, head.hash] for head in heads}
    return json.dumps({"heads": ends, "previous": previous}, sort_keys=True)


def heads_of(text: str) -> dict[str, tuple[int, str]]:
    """Stream to (seq, hash) as an anchor says it."""
    return {stream: (seq, hash_) for stream, (seq, hash_) in json.loads(text)["heads"].items()}


def previous_of(text: str) -> str:
    previous: str = json.loads(text)["previous"]
    return previous


def sign(text: str, *, key: str | None = None) -> str:
    """HMAC-SHA256 with a key derived from SECRET_KEY."""
    return salted_hmac(SALT, text, secret=key, algorithm="sha256").hexdigest()


def is_signed(text: str, signature: str) -> bool:
    """True where SECRET_KEY, or one it replaced, made this signature."""
    keys = [str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)]
    return any(constant_time_compare(sign(text, key=key), signature) for key in keys)
