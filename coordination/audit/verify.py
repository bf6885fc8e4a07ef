"""Does the record still say what it said? Chain, gaps, heads, anchors and triggers."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from django.db import connection

from .anchors import heads_of, is_signed, previous_of
from .models import GENESIS, AuditAnchor, AuditEvent, AuditHead
from .triggers import missing

STREAMS_AT_ONCE = 200
EVENTS_AT_ONCE = 2000


class Verdict(IntEnum):
    """The exit code of `manage.py audit_verify`."""

    HOLDS = 0
    BROKEN = 1
    ANCHOR = 2
    UNPROTECTED = 3


@dataclass(frozen=True)
class Break:
    """The first event of a stream that is not what was written."""

    stream: str
    seq: int
    why: str


@dataclass
class Verification:
    """What was counted and what was found."""

    streams: int = 0
    events: int = 0
    anchors: int = 0
    breaks: list[Break] = field(default_factory=list)
    mismatches: list[str] = field(default_factory=list)
    triggers: list[str] = field(default_factory=list)

    @property
    def verdict(self) -> Verdict:
        if self.breaks:
            return Verdict.BROKEN
        if self.mismatches:
            return Verdict.ANCHOR
        return Verdict.UNPROTECTED if self.triggers else Verdict.HOLDS


Anchored = dict[str, dict[int, str]]


def verify_record() -> Verification:
    """Read the whole record in batches of streams and check every event of it."""
    found = Verification(triggers=missing(connection))
    anchored = _anchored(found)
    for streams in _batches(_all_streams(anchored)):
        found.streams += len(streams)
        _verify_streams(streams, anchored, found)
    found.mismatches += [
        f"{stream} {seq}" for stream, points in sorted(anchored.items()) for seq in sorted(points)
    ]
    return found


def _anchored(found: Verification) -> Anchored:
    """Stream to {seq: hash} over all anchors that are truly ours and in their order."""
    points: Anchored = defaultdict(dict)
    previous = ""
    for anchor in AuditAnchor.objects.order_by("at").iterator():
        found.anchors += 1
        if not is_signed(anchor.heads, anchor.signature):
            found.mismatches.append(f"anchor {anchor}: the signature is not ours")
            continue
        if previous_of(anchor.heads) != previous:
            found.mismatches.append(f"anchor {anchor}: the anchor before it is missing")
        previous = anchor.signature
        for stream, (seq, hash_) in heads_of(anchor.heads).items():
            points[stream][seq] = hash_
    return points


def _all_streams(anchored: Anchored) -> list[str]:
    heads = AuditHead.objects.values_list("stream", flat=True)
    events = AuditEvent.objects.order_by().values_list("stream", flat=True).distinct()
    return sorted({*heads, *events, *anchored})


def _batches(streams: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(streams), STREAMS_AT_ONCE):
        yield streams[start : start + STREAMS_AT_ONCE]


def _verify_streams(streams: list[str], anchored: Anchored, found: Verification) -> None:
    """The heads are read first: what is appended meanwhile may go beyond them, never below."""
    heads = AuditHead.objects.in_bulk(streams)
    events = AuditEvent.objects.filter(stream__in=streams).order_by("stream", "seq")
    walks = {
        stream: _Walk(stream, heads.get(stream), anchored.get(stream, {})) for stream in streams
    }
    for event in events.iterator(chunk_size=EVENTS_AT_ONCE):
        found.events += 1
        walks[event.stream].step(event)
    ends = [walk.end() for walk in walks.values()]
    found.breaks += [end for end in ends if end is not None]


class _Walk:
    """One stream from its first event on; remembers only the first break."""

    def __init__(self, stream: str, head: AuditHead | None, anchored: dict[int, str]) -> None:
        self.stream, self.head, self.anchored = stream, head, anchored
        self.seq, self.hash = 0, GENESIS
        self.first: Break | None = None

    def step(self, event: AuditEvent) -> None:
        if event.seq != self.seq + 1:
            self._break(self.seq + 1, "missing")
        elif event.prev != self.hash:
            self._break(event.seq, "does not follow the event before it")
        elif event.hash != event.sealed():
            self._break(event.seq, "changed")
        if self.head is not None and event.seq == self.head.seq and event.hash != self.head.hash:
            self._break(event.seq, "differs from the head")
        if self.anchored.get(event.seq) == event.hash:
            del self.anchored[event.seq]
        self.seq, self.hash = event.seq, event.hash

    def end(self) -> Break | None:
        if self.head is None:
            self._break(self.seq, "has no head")
        elif self.head.seq > self.seq:
            self._break(self.seq + 1, "missing at the end")
        return self.first

    def _break(self, seq: int, why: str) -> None:
        if self.first is None:
            self.first = Break(self.stream, seq, why)
