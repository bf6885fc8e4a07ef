"""Addresses in mail: of pages, and of answers, which carry a signature instead of a session."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin, urlsplit
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.urls import reverse

from coordination.people.models import Recipient

SALT = "coordination.mail.links"
LASTS = timedelta(days=30)
LONGEST = 600


@dataclass(frozen=True)
class Link:
    """Whose link it is, the one verb it does, to which object, and until when."""

    recipient: UUID
    verb: str
    object: UUID
    until: datetime
    digest: str = ""


def absolute(path: str) -> str:
    """The full address of a page, as it stands in a mail."""
    address: str = urljoin(settings.BASE_URL, path)
    return address


def host() -> str:
    """The name of this installation, as in its Message-IDs."""
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def link_to(recipient: Recipient, verb: str, key: UUID, *, until: datetime) -> str:
    """The address by which `recipient`, and nobody else, does `verb` to one object."""
    said = [recipient.pk.hex, verb, key.hex, int(until.timestamp())]
    return absolute(reverse("mail:answer", args=[_signer().sign_object(said)]))


def read_link(token: str) -> Link | None:
    """What a link says; None where it was not signed here, now or with an earlier key."""
    if len(token) > LONGEST:
        return None
    try:
        recipient, verb, key, until = _signer().unsign_object(token)
        moment = datetime.fromtimestamp(until, tz=UTC)
        digest = sha256(token.encode()).hexdigest()
        return Link(UUID(recipient), verb, UUID(key), moment, digest)
    except (BadSignature, ValueError, TypeError):
        return None


def _signer() -> Any:
    return Signer(sep=".", salt=SALT)
