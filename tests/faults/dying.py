"""A process that ends itself with kill -9 at a chosen point, once per order."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings

from coordination.mail.delivery import attempts, run
from escalation.regions.services import storing

from .names import AFTER_ANSWER, AFTER_CLAIM, MID_FILE, ORDER


def dies_at(point: str) -> None:
    """`after_answer`: between the 250 of the relay and the commit; `after_claim`: before SMTP;
    `mid_file`: with half of a file of figures in the table."""
    order = settings.VAR_DIR / ORDER
    if point == AFTER_ANSWER:
        attempts._settle = dying(attempts._settle, order, turn=7)
    elif point == AFTER_CLAIM:
        run._send = dying(run._send, order, turn=2)
    elif point == MID_FILE:
        storing._Storing._add = dying(storing._Storing._add, order, turn=3)  # type: ignore[method-assign]  # the process dies in its stead


def dying(work: Callable[..., Any], order: Path, *, turn: int) -> Callable[..., Any]:
    """`work`, before whose turn of that number the process dies, when the order is still there."""
    turns = 0

    def mortal(*arguments: Any, **options: Any) -> Any:
        nonlocal turns
        turns += 1
        if turns >= turn and order.exists():
            order.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)
        return work(*arguments, **options)

    return mortal
