"""From the record to the outbox: every event that a webhook asked for becomes a row, once."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from coordination.audit.following import grown, have_read
from coordination.audit.models import AuditEvent, AuditHead

from .models import Delivery, StreamPosition, Webhook
from .telling import leaving

REST = timedelta(minutes=2)
"""What was done can be taken back for as long, and is then not told."""
STREAMS = 500


def listen(*, at: datetime) -> int:
    """Queue what was recorded since the last time; how many rows.

    It reads each stream of a dossier from where it stood: a stream is written under lock, so
    nothing appears behind that place. Two readers at once make the same rows.
    """
    webhooks = list(
        Webhook.objects.filter(active=True).select_related("owner").prefetch_related("dossiers")
    )
    if not webhooks:
        return 0
    queued = 0
    while heads := _grown():
        with transaction.atomic():
            rows = [row for head in heads for row in _rows(head, webhooks, at)]
            Delivery.objects.bulk_create(rows, ignore_conflicts=True)
            have_read(StreamPosition, heads)
        queued += len(rows)
    return queued


def _grown() -> list[AuditHead]:
    return list(grown(StreamPosition).filter(stream__startswith="dossier:")[:STREAMS])


def _rows(head: AuditHead, webhooks: list[Webhook], at: datetime) -> Iterator[Delivery]:
    since = min(webhook.listens_from for webhook in webhooks)
    wanted = {kind for webhook in webhooks for kind in webhook.kinds}
    events = AuditEvent.objects.filter(
        stream=head.stream,
        seq__gt=head.read,  # type: ignore[attr-defined]  # annotated by _grown
        seq__lte=head.seq,
        at__gte=since,
        action__in=wanted,
    )
    for event in events.order_by("seq"):
        for webhook in webhooks:
            if _asked(webhook, event) and leaving(event, owner=webhook.owner, at=at):
                yield Delivery(
                    webhook=webhook,
                    event=event,
                    kind=event.action,
                    queued_at=at,
                    not_before=event.at + REST,
                )


def _asked(webhook: Webhook, event: AuditEvent) -> bool:
    if event.action not in webhook.kinds or event.at < webhook.listens_from:
        return False
    chosen = {dossier.pk for dossier in webhook.dossiers.all()}
    return not chosen or event.dossier in chosen
