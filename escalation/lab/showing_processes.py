"""What a process makes of a replay, beside the process as it is: a sentence and a table."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from .models import Settler
from .queries.settling import Settled, Settlement
from .wording import NOTHING, held, number, won


@dataclass(frozen=True)
class Table:
    """A column per process; each row has its words, then (process, value) pairs."""

    names: list[str]
    rows: list[tuple[str, list[tuple[str, str]]]]


def settled_words(found: Settled) -> str:
    """What a process wins, in a sentence; empty where none is tried or nothing is known of it."""
    if not found.tried or found.earlier is None:
        return ""
    return held(found.process.name, found.here.course.up, found.earlier)


def settled_table(found: Settled, *, known_official: bool) -> Table:
    """Without determinations nothing is won, and nothing stands above or below them."""
    names = [row.name or _("As it is: all up to the minister") for row in found.rows]
    columns = [_column(row, known_official) for row in found.rows]
    words = list(columns[0])
    return Table(
        names,
        [(one, [(name, column[one]) for name, column in zip(names, columns, strict=True)])
         for one in words],
    )  # fmt: skip


def _column(row: Settlement, known_official: bool) -> dict[str, str]:
    course, total = row.course, row.summary if known_official else None

    def hours(value: int | None) -> str:
        return _("not known") if value is None else number(value)

    def of_days(told: Any, name: str) -> str:
        return NOTHING if total is None else str(told(getattr(total, name)))

    return {
        _("Changes"): number(course.changes),
        _("Up to ministers"): number(course.up),
        _("By the region itself"): number(course.by.get(Settler.REGION, 0)),
        _("By officials"): number(course.by.get(Settler.OFFICIALS, 0)),
        _("Median hours to force"): hours(course.hours),
        _("Longest"): hours(course.longest),
        _("Overtaken"): number(course.overtaken),
        _("Days won, in force"): of_days(won, "won"),
        _("Days above"): of_days(number, "above"),
        _("Days below"): of_days(number, "below"),
    }
