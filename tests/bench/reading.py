"""Reading what is typed: one line, and how time grows with the length of a text."""

import statistics
from datetime import date

from coordination.kit.dates import EMPTY, read_due
from coordination.kit.lines import Names, read_line

from .measure import Table, milliseconds

MONDAY = date(2020, 11, 2)
LINE = "Voorbeeldsheet delen @VWS uiterlijk woensdag eind van de dag"
UNITS = (" ", "1-", "nov/", "in de loop van ", "voor ")


def bench(table: Table) -> None:
    """One line under a millisecond; a text ten times as long at most twenty-five times as slow."""
    one = statistics.median(
        milliseconds(lambda: read_line(LINE, on=MONDAY, directory=Names(), calendar=EMPTY))
    )
    table.remark(f"one line is read in {one:.2f} ms", passed=one < 1)
    for unit in UNITS:
        short, long = (_seconds(unit * (size // len(unit))) for size in (2_000, 20_000))
        growth = long / max(short, 0.01)
        sentence = f"a text of {unit!r} ten times as long takes {growth:.0f} times as long"
        table.remark(sentence, passed=growth <= 25)


def _seconds(text: str) -> float:
    return min(milliseconds(lambda: read_due(text, on=MONDAY))[:10])
