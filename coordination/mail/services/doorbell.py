"""Wake the delivery. A lost ring costs at most a minute: the clock looks too."""

import logging

from django.conf import settings
from django.db import connection, transaction

from coordination.celery import app

logger = logging.getLogger(__name__)

PATIENCE = 0.5
"""Seconds a person may wait for a broker that does not answer."""


def ring_after_commit() -> None:
    """Ring once when the running transaction is in, however many messages it queued."""
    if not any(entry[1] is ring for entry in connection.run_on_commit):
        transaction.on_commit(ring, robust=True)


def ring(task: str = "coordination.mail.tasks.deliver") -> None:
    """Say "look now" to a worker. Never raises, never waits long."""
    if not settings.REDIS_URL:
        return
    options = {
        "socket_timeout": PATIENCE,
        "socket_connect_timeout": PATIENCE,
        "max_retries": 0,
        "retry_on_timeout": False,
    }
    try:  # whatever is the matter with the broker, the page is saved
        with app.connection_for_write(
            connect_timeout=PATIENCE, transport_options=options
        ) as broker:
            app.send_task(task, connection=broker, retry=False)
    except Exception as trouble:
        logger.warning("mail.doorbell", extra={"trouble": type(trouble).__name__})
