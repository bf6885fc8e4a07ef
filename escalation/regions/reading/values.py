"""Dates, numbers and moments as they stand in a file. Each text is read once."""

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


def place_of(last: date) -> Callable[[str], int]:
    """Reads a day as its number from DAY_ZERO; refuses days after `last`."""

    def read(text: str) -> int:
        try:
            day = parse_date(text.strip()[:10])
        except ValueError:
            day = None
        if day is None:
            raise Wrong("day")
        if day > last:
            raise Wrong("future")
        if day < DAY_ZERO:
            raise Wrong("early")
        return (day - DAY_ZERO).days

    return read


def hundredths(text: str) -> int:
    """A count or a figure with decimals, in whole hundredths."""
    try:
        number = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        raise Wrong("number") from None
    if not number.is_finite():
        raise Wrong("number")
    if number < 0:
        raise Wrong("negative")
    if number >= MOST:
        raise Wrong("too_large")
    return int((number * 100).to_integral_value())


def moment(text: str) -> datetime:
    """A moment; without a zone it is the clock on the wall here."""
    try:
        read = parse_datetime(text.strip())
    except ValueError:
        read = None
    if read is None:
        raise Wrong("known_at")
    return read if timezone.is_aware(read) else timezone.make_aware(read)
