"""The kind of message that the faults send, and minutes shortened to seconds."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from types import ModuleType
from typing import Any

from django.conf import settings
from django.utils import timezone

from coordination.mail.delivery import attempts, claims, recovery
from coordination.mail.kinds import MailKind, Notice, Rendered, mail_kinds
from coordination.mail.models import Message
from coordination.webhooks import delivery as hooks
from coordination.webhooks import sending

from .names import CLOCK

KIND = "faults.cycle"
POISON = "poison"


def render(message: Message) -> Rendered:
    if message.payload.get(POISON):
        raise LookupError(message.key)
    return Rendered(
        subject=message.payload["cycle"],
        text="Er staat een herinnering klaar.",
        notice=Notice(path="/acties/"),
    )


def quicken(lease: float) -> None:
    """A lease of seconds, as long before an uncertain message goes once more, short backoff."""
    if KIND not in mail_kinds:
        mail_kinds.add(KIND, MailKind("cycle", render))
    short = timedelta(seconds=lease)
    for module in (claims, attempts, hooks):
        replace(module, LEASE=short)
    for module in (attempts, recovery):
        replace(module, LOOK_AGAIN=short)
    replace(attempts, backoff=lambda one: timedelta(seconds=0.3 + one.pk.int % 200 / 1000))
    replace(hooks, pause=lambda misses, row: timedelta(seconds=min(0.1 * 2**misses, 2)))
    replace(sending, PATIENCE=0.5, LONGEST=1.0)
    timezone.now = moved(timezone.now, settings.VAR_DIR / CLOCK)


def replace(module: ModuleType, **names: Any) -> None:
    """Let names of a module stand for something else in this process."""
    for name, value in names.items():
        setattr(module, name, value)


def moved(now: Callable[[], datetime], offset: Path) -> Callable[[], datetime]:
    """The clock of the machine, as far on or back as the file says."""

    def moved_now() -> datetime:
        seconds = float(offset.read_text()) if offset.exists() else 0.0
        return now() + timedelta(seconds=seconds)

    return moved_now
