"""What is counted of a run, from the rows and from what arrived."""

import re
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.header import decode_header

from tests.services.smtp import Delivery

HEADER = re.compile(rb"^(Message-ID|Subject):\s*(.+?)\r?$", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True)
class Row:
    """One row of the outbox, with its lag from due to sent in seconds."""

    address: str
    status: str
    resends: int
    lag: float | None
    reason: str


@dataclass(frozen=True)
class Arrived:
    address: str
    cycle: str
    message_id: str
    content: bytes

    @classmethod
    def of(cls, delivery: Delivery) -> "Arrived":
        head = delivery.content.partition(b"\r\n\r\n")[0]
        found = {name.lower(): value.decode() for name, value in HEADER.findall(head)}
        subject = "".join(
            part if isinstance(part, str) else part.decode(charset or "ascii")
            for part, charset in decode_header(found[b"subject"])
        )
        return cls(delivery.recipients[0], subject, found[b"message-id"], delivery.content)


@dataclass(frozen=True)
class Expected:
    """Who should have what; `refused` and `skipped` should have nothing and end that way."""

    addresses: Sequence[str]
    cycles: Sequence[str]
    refused: Sequence[str] = ()
    skipped: Sequence[str] = ()


@dataclass(frozen=True)
class Figures:
    """One line of the table. A duplicate is a person who has a cycle more than once."""

    planned: int
    sent: int
    duplicate: int
    missing: int
    uncertain: int
    dead: int
    unlike: int
    unwanted: int
    unsettled: int
    recovery: float
    lags: tuple[float, ...]
    problems: tuple[str, ...] = field(default=())

    def wrong(self, *, evidence: bool) -> list[str]:
        """Which promises this run broke, by name; none when it passed."""
        broken = {
            "missing": self.missing,
            "duplicate": self.duplicate > (0 if evidence else self.uncertain),
            "unlike": self.unlike,
            "unwanted": self.unwanted,
            "unsettled": self.unsettled,
        }
        return [*(name for name, count in broken.items() if count), *self.problems]

    def percentile(self, share: float) -> float:
        if len(self.lags) < 2:
            return max(self.lags, default=0.0)
        return statistics.quantiles(self.lags, n=100, method="inclusive")[round(share * 100) - 1]


def count(
    rows: Sequence[Row],
    arrived: Sequence[Arrived],
    expected: Expected,
    *,
    recovery: float,
    problems: Sequence[str],
) -> Figures:
    times = Counter((one.address, one.cycle) for one in arrived)
    contents: dict[tuple[str, str], set[bytes]] = {}
    for one in arrived:
        contents.setdefault((one.address, one.cycle), set()).add(one.content)
    none = {*expected.refused, *expected.skipped}
    wanted = {
        (address, cycle)
        for address in expected.addresses
        for cycle in expected.cycles
        if address not in none
    }
    states = Counter(row.status for row in rows)
    ended = {"dead": len(expected.refused), "skipped": len(expected.skipped)}
    wrongly = [
        f"{states[state]} {state}, not {number}"
        for state, number in ended.items()
        if states[state] != number * len(expected.cycles)
    ]
    return Figures(
        planned=len(rows),
        sent=len(times),
        duplicate=sum(number - 1 for number in times.values()),
        missing=len(wanted - times.keys()),
        uncertain=sum(was_uncertain(row) for row in rows),
        dead=states["dead"],
        unlike=sum(len(different) > 1 for different in contents.values()),
        unwanted=len(times.keys() - wanted),
        unsettled=sum(row.status in UNSETTLED for row in rows),
        recovery=recovery,
        lags=tuple(row.lag for row in rows if row.lag is not None),
        problems=(*problems, *wrongly),
    )


UNSETTLED = ("queued", "claimed", "sending", "retry", "snoozed", "uncertain")
PROVEN = "Found in the log of the relay."


def was_uncertain(row: Row) -> bool:
    return row.status == "uncertain" or row.resends > 0 or row.reason == PROVEN
