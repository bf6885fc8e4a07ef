"""A deed: one transaction, one root event, and the events of what it set in motion.

    @deed
    def close_meeting(*, meeting: Meeting, by: User, at: datetime) -> Meeting:
        ...
        record("meetings.closed", meeting, by=by, at=at, dossier=meeting.dossier_id)

Events are written when the outermost deed is done, so the heads of the streams are
locked last and in one order; two deeds cannot wait for each other there.
"""

import functools
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum
from typing import Any, ParamSpec, TypeVar

from django.db import models, transaction

from .models import AuditEvent, AuditHead

P = ParamSpec("P")
R = TypeVar("R")

LONG_TEXT = 80


class NotRecorded(AssertionError):
    """A deed left no root event, or more than one: a mistake in the service."""


@dataclass
class Deed:
    id: uuid.UUID = field(default_factory=uuid.uuid4)
    depth: int = 0
    roots: int = 0
    events: list[AuditEvent] = field(default_factory=list)


_current: ContextVar[Deed | None] = ContextVar("deed", default=None)
_acting: ContextVar[Any] = ContextVar("acting", default=None)
_at_commit: ContextVar[Callable[[], None] | None] = ContextVar("at_commit", default=None)


def deed(service: Callable[P, R]) -> Callable[P, R]:
    """Make `service` one transaction that leaves exactly one root event."""

    @functools.wraps(service)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        outer = _current.get()
        if outer is not None:
            outer.depth += 1
            try:
                return service(*args, **kwargs)
            finally:
                outer.depth -= 1
        with transaction.atomic():
            deed_ = Deed()
            token = _current.set(deed_)
            try:
                result = service(*args, **kwargs)
                if deed_.roots != 1:
                    raise NotRecorded(f"{service.__name__} left {deed_.roots} root events")
                _seal(deed_)
            finally:
                _current.reset(token)
            return result

    return wrapped


def record(
    action: str,
    obj: models.Model | None,
    *,
    by: Any,
    at: datetime,
    dossier: uuid.UUID | None = None,
    stream: str = "",
    part: bool = False,
    **payload: Any,
) -> None:
    """Note an event of the running deed; `part` marks one object of a deed over many.

    Payload values are ids, field names, old and new; a text longer than 80 characters is
    kept as its sha256 only.
    """
    running = _current.get()
    if running is None:
        raise NotRecorded(f"{action} was recorded outside a deed")
    root = running.depth == 0 and not part
    running.roots += root
    running.events.append(
        AuditEvent(
            stream=stream or (f"dossier:{dossier}" if dossier else "system"),
            at=at,
            actor=actor_name(_acting.get() or by),
            action=action,
            object_type=obj._meta.label_lower if obj is not None else "",
            object_id=str(obj.pk) if obj is not None else "",
            dossier=dossier,
            deed=running.id,
            root=root,
            payload=json.dumps(plain(payload), sort_keys=True, ensure_ascii=False),
        )
    )


@contextmanager
def acting(who: Any) -> Iterator[None]:
    """Inside, every event names `who` as its actor: a recipient who answers from her mail."""
    token = _acting.set(who)
    try:
        yield
    finally:
        _acting.reset(token)


def running_deed() -> uuid.UUID | None:
    """The id of the deed that is being done, for what must be found back by it."""
    running = _current.get()
    return running.id if running is not None else None


def during_commit(action: Callable[[], None]) -> Any:
    """Let the next deed run `action` in its own transaction; returns a token for `reset`."""
    return _at_commit.set(action)


def reset(token: Any) -> None:
    _at_commit.reset(token)


def actor_name(by: Any) -> str:
    """`user:<id>`, `recipient:<id>`, or `system` where nobody acted."""
    return f"{by._meta.model_name}:{by.pk}" if by is not None else "system"


def changes(before: dict[str, Any], after: dict[str, Any]) -> dict[str, Any]:
    """The fields that differ, as {"field": {"old": ..., "new": ...}}."""
    return {
        name: {"old": before.get(name), "new": value}
        for name, value in after.items()
        if before.get(name) != value
    }


def plain(value: Any) -> Any:
    """A value as it may stand in the record."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return value if len(value) <= LONG_TEXT else {"sha256": digest(value)}
        case datetime() | date():
            return value.isoformat()
        case models.Model():
            return str(value.pk)
        case dict():
            return {str(key): plain(item) for key, item in value.items()}
        case _ if isinstance(value, Iterable):
            return [plain(item) for item in value]
        case _:
            return plain(str(value))


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _seal(deed_: Deed) -> None:
    receipt = _at_commit.get()
    if receipt is not None:
        _at_commit.set(None)
        receipt()
    streams = sorted({event.stream for event in deed_.events})
    heads = _locked_heads(streams)
    if len(heads) < len(streams):
        AuditHead.objects.bulk_create(
            [AuditHead(stream=stream) for stream in streams], ignore_conflicts=True
        )
        heads = _locked_heads(streams)
    for event in deed_.events:
        head = heads[event.stream]
        event.seq, event.prev = head.seq + 1, head.hash
        event.hash = event.sealed()
        head.seq, head.hash = event.seq, event.hash
    AuditEvent.objects.bulk_create(deed_.events)
    AuditHead.objects.bulk_update(heads.values(), ["seq", "hash"])


def _locked_heads(streams: list[str]) -> dict[str, AuditHead]:
    """The heads that are there, locked in one order."""
    locked = AuditHead.objects.select_for_update().filter(stream__in=streams).order_by("stream")
    return {head.stream: head for head in locked}
