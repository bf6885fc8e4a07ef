"""One measurement and the table of all."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from django.db import connection
from django.http import HttpResponseBase
from django.test.utils import CaptureQueriesContext

WARM_UP, TIMES = 10, 60


@dataclass(frozen=True)
class Limits:
    """What may not be passed; None is not looked at."""

    milliseconds: float | None = None
    queries: int | None = None
    kilobytes: float | None = None


@dataclass(frozen=True)
class Result:
    """Milliseconds, queries and kilobytes of one request; `floor` is the bare view."""

    name: str
    median: float
    p95: float
    queries: int
    kilobytes: float
    floor: float
    limits: Limits

    @property
    def passed(self) -> bool:
        pairs = (
            (self.median, self.limits.milliseconds),
            (self.queries, self.limits.queries),
            (self.kilobytes, self.limits.kilobytes),
        )
        return all(limit is None or value <= limit for value, limit in pairs)


@dataclass
class Table:
    results: list[Result] = field(default_factory=list)
    remarks: list[tuple[str, bool]] = field(default_factory=list)

    def measure(
        self,
        name: str,
        ask: Callable[[], HttpResponseBase],
        limits: Limits,
        *,
        floor: Callable[[], HttpResponseBase] | None = None,
    ) -> Result:
        """Ask often, after a warm-up, and keep the row."""
        with CaptureQueriesContext(connection) as asked:
            answer = ask()
        queries = len(asked)
        assert answer.status_code < 400, answer
        size = len(getattr(answer, "content", b"")) / 1000
        times = milliseconds(ask)
        bare = statistics.median(milliseconds(floor)) if floor else 0.0
        median, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
        result = Result(name, median, p95, queries, size, bare, limits)
        self.results.append(result)
        return result

    def remark(self, sentence: str, *, passed: bool) -> None:
        self.remarks.append((sentence, passed))

    @property
    def failed(self) -> bool:
        return not all([*(r.passed for r in self.results), *(ok for _, ok in self.remarks)])

    def __str__(self) -> str:
        head = f"{'':44}{'median':>9}{'p95':>9}{'floor':>9}{'queries':>9}{'kB':>8}"
        rows = [
            f"{r.name:44}{r.median:7.1f}ms{r.p95:7.1f}ms{r.floor:7.1f}ms"
            f"{r.queries:9}{r.kilobytes:8.1f}  {_mark(r.passed)}"
            for r in self.results
        ]
        remarks = [f"{sentence}  {_mark(passed)}" for sentence, passed in self.remarks]
        return "\n".join([head, *rows, *remarks])


def milliseconds(ask: Callable[[], object]) -> list[float]:
    times = []
    for turn in range(WARM_UP + TIMES):
        started = time.perf_counter()
        ask()
        if turn >= WARM_UP:
            times.append((time.perf_counter() - started) * 1000)
    return times


def _mark(passed: bool) -> str:
    return "ok" if passed else "TOO MUCH"
