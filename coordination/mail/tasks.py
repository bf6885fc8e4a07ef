import threading
from typing import Any

from celery.signals import worker_shutting_down

from coordination.celery import app
from coordination.kit import clock

from . import delivery

stopping = threading.Event()
"""Set when the worker is asked to stop: the message in hand is finished, the others go back."""


@worker_shutting_down.connect  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def stop(**_: Any) -> None:
    stopping.set()


@app.task(name="coordination.mail.tasks.deliver")  # type: ignore[untyped-decorator,unused-ignore]  # Celery has no types
def deliver() -> None:
    """Send what is due; run again at any moment, also twice at once."""
    delivery.deliver(clock=clock.now, stop=stopping.is_set)
