"""Dates, numbers and moments as they stand in a file. Each text is read once."""

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Generic, TypeVar

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from .sums import DAY_ZERO

V = TypeVar("V")
MOST = 10**11
"""Figures are kept below a hundred billion."""

REMEMBERED = 50_000
WITHHELD = "9999"
MIDNIGHT = re.compile(r"([T ]00:00(:00(\.0+)?)?)?")


class Wrong(Exception):
    """A field that cannot be used; `reason` names why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Remembered(Generic[V]):
    """What `read` makes of a text, or why it cannot; texts repeat, so it is asked once each."""

    def __init__(self, read: Callable[[str], V]) -> None:
        self.read = read
        self.known: dict[str, V | Wrong] = {}

    def __call__(self, text: str) -> V:
        found = self.known.get(text)
        if found is None:
            found = self._make(text)
        if isinstance(found, Wrong):
            raise found
        return found

    def _make(self, text: str) -> V | Wrong:
        if len(self.known) >= REMEMBERED:
            self.known.clear()
        try:
            made: V | Wrong = self.read(text)
        except Wrong as wrong:
            made = wrong
        self.known[text] = made
        return made


def day_in(text: str) -> date:
    """A day; behind it may stand midnight, as programs write it."""
    written, midnight = text.strip()[:10], MIDNIGHT.fullmatch(text.strip()[10:])
    try:
        day = parse_date(written) if midnight else None
    except ValueError:
        day = None
    if day is None:
        raise Wrong("day")
    return day


def place_of(last: date) -> Callable[[str], int]:
    """Reads a day as its number from DAY_ZERO; refuses days after `last`."""

    def read(text: str) -> int:
        day = day_in(text)
        if day > last:
            raise Wrong("future")
        if day < DAY_ZERO:
            raise Wrong("early")
        return (day - DAY_ZERO).days

    return read


def hundredths(text: str) -> int:
    """A count or a figure with at most two decimals, in whole hundredths.

    More decimals would be rounded without anybody seeing, and 1.234 may well be a thousand.
    """
    written = text.strip()
    if not written:
        raise Wrong("no_value")
    try:
        number = Decimal(written.replace(",", "."))
    except InvalidOperation:
        raise Wrong("number") from None
    if not number.is_finite():
        raise Wrong("number")
    if number < 0:
        raise Wrong("negative")
    if number >= MOST:
        raise Wrong("too_large")
    if number != number.quantize(Decimal("0.01")):
        raise Wrong("decimals")
    return int(number * 100)


def hundredths_of_part(text: str) -> int:
    """The same for a part of a region, where RIVM writes 9999 for a number it does not give."""
    if text.strip() == WITHHELD:
        raise Wrong("withheld")
    return hundredths(text)


def moment(text: str) -> datetime:
    """A moment; without a zone it is the clock on the wall here."""
    try:
        read = parse_datetime(text.strip())
    except ValueError:
        read = None
    if read is None:
        raise Wrong("known_at")
    return read if timezone.is_aware(read) else timezone.make_aware(read)
