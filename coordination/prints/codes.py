"""The code on a print: of which object it was made, and when. No table: the code says it all.

Twelve letters and digits in three groups hold 55 bits and one sign of check. Four bits are the
kind, 21 the beginning of the object's key, 30 the seconds since 2020. Two objects can begin alike;
who asks is then shown both that she may see. No letter can be taken for a digit: I and L are read
as 1 and O as 0, and there is no U.
"""

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
SECONDS = 30
BEGINNING = 21
KINDS = 1 << 4
_REST = 128 - BEGINNING
_BETWEEN = re.compile(r"[\s.·_‐–—-]+")
_TAKEN_FOR = str.maketrans("OIL", "011")


class Mistyped(Refusal):
    """What was typed cannot be a code."""


@dataclass(frozen=True)
class Code:
    """`beginning` are the first bits of the object's key."""

    kind: int
    beginning: int
    at: datetime

    @classmethod
    def of(cls, kind: int, key: UUID, at: datetime) -> "Code":
        """The moment in whole seconds, upward: what was done just before is on the print."""
        seconds = min(max(math.ceil((at - EPOCH).total_seconds()), 0), (1 << SECONDS) - 1)
        return cls(kind, key.int >> _REST, EPOCH + timedelta(seconds=seconds))

    @property
    def plain(self) -> str:
        """Without the dashes, as it stands in an address."""
        seconds = int((self.at - EPOCH).total_seconds())
        number = ((self.kind << BEGINNING) | self.beginning) << SECONDS | seconds
        values = [number >> 5 * place & 31 for place in reversed(range(LENGTH - 1))]
        return "".join(SIGNS[value] for value in (*values, _turned(_folded(values))))

    @property
    def shown(self) -> str:
        return "-".join(self.plain[start : start + GROUP] for start in range(0, LENGTH, GROUP))

    @property
    def keys(self) -> tuple[UUID, UUID]:
        """The first and the last key that begin so."""
        first = self.beginning << _REST
        return UUID(int=first), UUID(int=first | (1 << _REST) - 1)


def read_code(typed: str) -> Code:
    """The code that was typed, in any case and grouping; refuses what cannot be one."""
    signs = _signs(typed)
    if len(signs) != LENGTH:
        raise Mistyped(_("A code has twelve letters and digits, in three groups of four."))
    strange = [sign for sign in signs if sign not in SIGNS]
    if strange:
        wrong = _("“%(sign)s” does not stand in any code. Compare the code with the paper.")
        raise Mistyped(wrong % {"sign": strange[0]})
    values = [SIGNS.index(sign) for sign in signs]
    if _folded(values):
        raise Mistyped(_("One sign or more is not right. Compare the code with the paper."))
    number = 0
    for value in values[:-1]:
        number = number << 5 | value
    kind, beginning = divmod(number >> SECONDS, 1 << BEGINNING)
    return Code(kind, beginning, EPOCH + timedelta(seconds=number & (1 << SECONDS) - 1))


def looks_like_code(typed: str) -> bool:
    """Twelve signs, in groups of four or in one, with a digit among them."""
    groups = [group for group in _BETWEEN.split(typed.strip()) if group]
    whole = "".join(groups)
    grouped = len(groups) == 1 or all(len(group) == GROUP for group in groups)
    return (
        grouped
        and len(whole) == LENGTH
        and whole.isascii()
        and whole.isalnum()
        and any(sign.isdigit() for sign in whole)
    )


def _signs(typed: str) -> str:
    return _BETWEEN.sub("", typed.strip()).upper().translate(_TAKEN_FOR)


def _folded(values: list[int]) -> int:
    """Zero for a whole code: no single other sign and no two that changed places keep it so.

    A polynomial over the field of 32 elements, with each place its own power of the generator.
    """
    rest = 0
    for value in values:
        rest = _turned(rest) ^ value
    return rest


def _turned(value: int) -> int:
    return (value << 1) ^ (0b100101 if value & 16 else 0)
