from typing import Any

from django.conf import settings
from django.db.models import Max, Q, QuerySet

from coordination.mail.models import Hold, Status

from .models import Delivery, Webhook


def is_held() -> bool:
    """True while nothing leaves: all mail is on hold, or this is an exercise."""
    return settings.EXERCISE or Hold.objects.filter(released_at=None).exists()


def list_webhooks(user: Any) -> "QuerySet[Webhook]":
    """Webhooks she may see by name, each with when it last arrived (`last_sent_at`)."""
    found = Webhook.objects.visible_to(user).select_related("owner__organisation")
    sent = Max("deliveries__sent_at", filter=Q(deliveries__status=Status.SENT))
    listed: QuerySet[Webhook] = found.annotate(last_sent_at=sent).order_by("name", "pk")
    return listed


def deliveries_of(user: Any, *, webhook: Webhook | None = None) -> "QuerySet[Delivery]":
    """Messages of webhooks she may see, newest first, without what they say."""
    found = Delivery.objects.visible_to(user).defer("body").order_by("-queued_at", "pk")
    return found.filter(webhook=webhook) if webhook is not None else found
