"""Rows of the table and tiles of the map as HTML, each drawn once for what it says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from uuid import UUID

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from coordination.kit.drawn import Drawn

from .describing import Words, in_rows, sentences
from .models import Ladder
from .queries.overview import Place, Reading
from .services.facts import LadderFacts
from .showing import Next, Tile, next_step


@dataclass(frozen=True, slots=True)
class DrawnRow:
    """All that stands in a row of the table."""

    key: UUID
    name: str
    rank: int
    level: str
    weeks: tuple[int, ...]
    readings: tuple[Reading, ...]
    columns: int
    basis: str
    next: Next | None

    @property
    def blanks(self) -> range:
        """Columns of figures that nothing is known of."""
        return range(len(self.readings), self.columns)


@dataclass(frozen=True, slots=True)
class DrawnTile:
    key: UUID
    name: str
    label: str
    x: int
    y: int
    rank: int
    tone: int
    asked: bool


def rows_of(places: Iterable[Place], day: date, columns: int) -> list[SafeString]:
    """Each with the figures of so many columns, and what comes next in it on that day."""
    drawn = (
        DrawnRow(
            place.region.pk, place.region.name, place.rank, place.name, place.weeks,
            tuple(place.readings), columns, place.basis, next_step(place, day),
        )
        for place in places
    )  # fmt: skip
    return [_row(one) for one in drawn]


def map_of(tiles: Iterable[Tile]) -> SafeString:
    drawn = (
        DrawnTile(
            one.place.region.pk, one.place.region.name, one.label, one.x, one.y, one.place.rank,
            one.tone, one.place.asked is not None,
        )
        for one in tiles
    )  # fmt: skip
    return mark_safe("".join(_tile(one) for one in drawn))  # noqa: S308  each was drawn by a template


def words_of(ladder: Ladder | None, url: str) -> SafeString:
    """The ladder in plain words with its measures, and a link to its page where that has a `url`.

    Nothing where none is in force.
    """
    if ladder is None:
        return SafeString("")
    words = Words.of(ladder)
    named = tuple((code, words.names[code], words.per[code]) for code in sorted(words.names))
    return _words(LadderFacts.of(ladder), named, url, get_language())


@lru_cache(maxsize=64)
def _words(
    facts: LadderFacts,
    named: tuple[tuple[str, str, int | None], ...],
    url: str,
    _language: str | None,
) -> SafeString:
    words = Words(
        {code: name for code, name, _per in named}, {code: per for code, _name, per in named}
    )
    said = {"sentences": sentences(facts, words), "rows": in_rows(facts, words), "url": url}
    return render_to_string("escalation/ladder/_overview_words.html", said)


_row = Drawn("escalation/ladder/_overview_row.html")
_tile = Drawn("escalation/ladder/_tile.html", name="tile")
