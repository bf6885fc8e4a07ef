import logging
from collections import Counter
from collections.abc import Callable
from itertools import count

from ..models import Heartbeat, Message, Status
from ..services.retention import empty_bodies
from .attempts import Clock, attempt
from .brake import held
from .claims import LostLease, claim_batch, put_back
from .recovery import recover
from .transport import RelayAway, Transport, chosen_transport

logger = logging.getLogger(__name__)

HEARTBEAT = "delivery"
EVERY = 10
"""Of so many batches one is counted for the brake; on hold is looked at before each."""

Tally = Counter[Status]
"""How many rows of this run ended in which state."""


def deliver(*, clock: Clock, stop: Callable[[], bool] = lambda: False) -> Tally:
    """Send everything that is due, in batches, until nothing is left or `stop()` says so.

    Any number of runs may go on at the same time, in threads and processes.
    """
    recover(at=clock())
    empty_bodies(at=clock())
    tally: Tally = Counter()
    transport = chosen_transport()
    try:
        for turn in count():
            if stop() or held(at=clock(), counted=turn % EVERY == 0):
                break
            batch = claim_batch(at=clock())
            if not batch or not _send(batch, transport, clock, stop, tally):
                break
    finally:
        transport.close()
        Heartbeat.objects.update_or_create(name=HEARTBEAT, defaults={"at": clock()})
    return tally


def _send(
    batch: list[Message],
    transport: Transport,
    clock: Clock,
    stop: Callable[[], bool],
    tally: Tally,
) -> bool:
    """Send a claimed batch; False when the run should end. What was not begun is put back."""
    for number, message in enumerate(batch):
        if stop():
            put_back(batch[number:])
            return False
        try:
            tally[attempt(message, transport, clock)] += 1
        except LostLease:
            logger.info("mail.lost_lease", extra={"message_pk": str(message.pk)})
        except RelayAway as away:
            logger.warning("mail.relay_away", extra={"trouble": str(away)})
            put_back(batch[number:])
            return False
    return True
