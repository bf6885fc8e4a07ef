"""From a due row to a receiver that has it: claim, look again, send, and note how it went."""

import http
import logging
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.utils import translation
from django.utils.translation import gettext_noop

from coordination.kit.clock import machine_at
from coordination.mail.delivery.attempts import MOST_TRIES, Clock, pause
from coordination.mail.delivery.claims import LEASE, LostLease, claim, move, put_back
from coordination.mail.models import DUE, Status

from .addresses import AddressRefused, NameUnknown, addresses_of, target_of
from .listening import listen
from .models import Delivery, Webhook
from .queries import is_held
from .sending import Reply, post
from .services.switching import switch_off
from .signing import headers_for
from .telling import body_of, leaving

logger = logging.getLogger(__name__)

BATCH = 10
"""Few enough that all of them can time out within one lease."""
KEPT = timedelta(days=90)
MOST_MISSES = 30
"""In a row, an hour apart at the end: about a day."""

KEPT_INSIDE = gettext_noop("It may not leave, or its owner does not see it any more.")
REDIRECTED = gettext_noop("The receiver sends it on elsewhere; put its last address here.")
TOO_OFTEN = gettext_noop("The receiver did not take it, eight times.")
GONE = gettext_noop("The receiver said that this address is gone.")
SILENT = gettext_noop("The receiver took nothing for about a day.")

Tally = Counter[Status]


def deliver(*, clock: Clock, stop: Callable[[], bool] = lambda: False) -> Tally:
    """Read the record, then send all that is due until nothing is left or `stop()` says so.

    While all mail is on hold, and in an exercise, nothing leaves; it waits.
    """
    _free(at=clock())
    _forget(at=clock())
    listen(at=clock())
    tally: Tally = Counter()
    while not stop() and not is_held():
        at = clock()
        awake = Webhook.objects.filter(Q(quiet_until=None) | Q(quiet_until__lte=at), active=True)
        due = claim(Delivery.objects.filter(webhook__in=awake), at=at, size=BATCH)
        batch = list(due.select_related("webhook__owner", "event"))
        if not batch:
            break
        _send(batch, clock, stop, tally)
    return tally


def _free(*, at: datetime) -> None:
    """What a dead worker had in hand goes again, under the same id."""
    Delivery.objects.filter(
        status__in=[Status.CLAIMED, Status.SENDING], lease_until__lte=machine_at(at)
    ).update(status=Status.QUEUED, claim_token=None, lease_until=None)


def _forget(*, at: datetime) -> None:
    over = Delivery.objects.filter(queued_at__lt=at - KEPT)
    over.exclude(status__in=[*DUE, Status.CLAIMED, Status.SENDING]).delete()


def _send(batch: Sequence[Delivery], clock: Clock, stop: Callable[[], bool], tally: Tally) -> None:
    missed: set[Any] = set()
    for delivery in batch:
        if stop() or delivery.webhook_id in missed:
            put_back([delivery])
            continue
        try:
            ended = _attempt(delivery, clock)
        except LostLease:
            logger.info("webhooks.lost_lease", extra={"delivery": str(delivery.pk)})
            continue
        tally[ended] += 1
        if ended not in {Status.SENT, Status.SKIPPED}:
            missed.add(delivery.webhook_id)


def _attempt(delivery: Delivery, clock: Clock) -> Status:
    """One attempt at one claimed row; `sending` is committed before the receiver hears of it."""
    at = clock()
    try:
        noun = _noun(delivery, at)
        if delivery.event is not None and noun is None:
            return _end(delivery, Status.SKIPPED, held_as=Status.CLAIMED, reason=KEPT_INSIDE)
        body = delivery.body or body_of(delivery, noun=noun)
        target = target_of(delivery.webhook.url)
        addresses = addresses_of(target)
    except AddressRefused as refused:
        with translation.override(None):
            return _missed(delivery, at, held_as=Status.CLAIMED, dead=str(refused.sentence))
    except NameUnknown as unknown:
        return _missed(delivery, at, held_as=Status.CLAIMED, reply=f"DNS: {unknown}")
    except Exception:
        logger.exception("webhooks.not_made", extra={"delivery": str(delivery.pk)})
        return _missed(delivery, at, held_as=Status.CLAIMED, reply="–")
    move(
        delivery,
        held_as=Status.CLAIMED,
        status=Status.SENDING,
        body=body,
        lease_until=machine_at(at) + LEASE,
    )
    headers = headers_for(delivery, body=body, at=at)
    return _settle(delivery, post(target, addresses, headers=headers, body=body), clock())


def _noun(delivery: Delivery, at: datetime) -> Any:
    event = delivery.event
    return event and leaving(event, owner=delivery.webhook.owner, at=at)


def _settle(delivery: Delivery, reply: Reply, at: datetime) -> Status:
    if 200 <= reply.status < 300:
        Webhook.objects.filter(pk=delivery.webhook_id).update(misses=0, quiet_until=None)
        return _end(
            delivery, Status.SENT, attempts=delivery.attempts + 1, sent_at=at, reply=reply.text
        )
    if reply.status == http.HTTPStatus.GONE:
        ended = _missed(delivery, at, reply=reply.text, dead=GONE)
        _off(delivery.webhook, GONE, at)
        return ended
    redirected = REDIRECTED if 300 <= reply.status < 400 else ""
    return _missed(delivery, at, reply=reply.text, dead=redirected)


def _missed(
    delivery: Delivery,
    at: datetime,
    *,
    held_as: Status = Status.SENDING,
    reply: str = "",
    dead: str = "",
) -> Status:
    """Try again later, or no more for the reason `dead`; the webhook rests until then too."""
    tries = delivery.attempts + 1
    if not dead and tries >= MOST_TRIES:
        dead = TOO_OFTEN
    webhook = delivery.webhook
    later = at + pause(webhook.misses + 1, webhook.pk)
    Webhook.objects.filter(pk=webhook.pk).update(misses=F("misses") + 1, quiet_until=later)
    ended = _end(
        delivery,
        Status.DEAD if dead else Status.RETRY,
        held_as=held_as,
        attempts=tries,
        not_before=later,
        reason=dead,
        reply=reply[:250],
    )
    if webhook.misses + 1 >= MOST_MISSES:
        _off(webhook, SILENT, at)
    return ended


def _off(webhook: Webhook, reason: str, at: datetime) -> None:
    if Webhook.objects.filter(pk=webhook.pk, active=True).exists():
        switch_off(webhook=webhook, reason=reason, by=None, at=at)


def _end(
    delivery: Delivery, status: Status, *, held_as: Status = Status.SENDING, **fields: Any
) -> Status:
    move(delivery, held_as=held_as, status=status, claim_token=None, lease_until=None, **fields)
    return status
