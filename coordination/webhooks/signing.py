"""Signatures after Standard Webhooks 1.0: HMAC-SHA256 over id, moment and body."""

import base64
import hmac
from datetime import datetime, timedelta

from django.conf import settings
from django.utils.crypto import salted_hmac

from .models import Delivery, Webhook

SALT = "coordination.webhooks"
BOTH = timedelta(hours=24)
"""How long a renewed secret and the one before both sign."""


def secret_of(webhook: Webhook) -> str:
    """What the receiver keeps: whsec_ and 32 bytes in base64."""
    return "whsec_" + base64.b64encode(_key(settings.SECRET_KEY, webhook, 0)).decode()


def headers_for(delivery: Delivery, *, body: str, at: datetime) -> dict[str, str]:
    """The id, the moment of this attempt, and a signature per secret that still counts."""
    stamp = str(int(at.timestamp()))
    signed = f"{delivery.pk}.{stamp}.{body}".encode()
    return {
        "webhook-id": str(delivery.pk),
        "webhook-timestamp": stamp,
        "webhook-signature": " ".join(
            "v1," + base64.b64encode(hmac.digest(key, signed, "sha256")).decode()
            for key in _keys(delivery.webhook, at)
        ),
    }


def _keys(webhook: Webhook, at: datetime) -> list[bytes]:
    renewed = webhook.renewed_at is not None and at < webhook.renewed_at + BOTH
    return [
        _key(installed, webhook, back)
        for back in ((0, 1) if renewed else (0,))
        for installed in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]


def _key(installed: str, webhook: Webhook, back: int) -> bytes:
    named = f"{webhook.pk}:{webhook.secret_number - back}"
    return salted_hmac(SALT, named, secret=installed, algorithm="sha256").digest()
