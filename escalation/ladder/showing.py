"""The overview in words: what asks for a decision, and what comes next in each region."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format, get_format
from django.utils.translation import gettext as _

from escalation.regions.models import Region

from .models import Determination, Ladder
from .queries.asked import stage_of
from .queries.overview import Overview, Place
from .wording import name_of

NAMED = 4
TILE = 44
TONES = 4


@dataclass(frozen=True, slots=True)
class Ask:
    """Regions that want the same of somebody today."""

    icon: str
    places: list[Place]
    more: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Column:
    """A figure of the ladder as a column of the table."""

    code: str
    name: str
    unit: str
    source: str


@dataclass(frozen=True, slots=True)
class Tile:
    """A region on the map; `tone` is the colour of its rank, of which four are drawn."""

    place: Place
    label: str
    x: int
    y: int

    @property
    def tone(self) -> int:
        return min(self.place.rank, TONES)


@dataclass(frozen=True, slots=True)
class Next:
    """What comes next in a region. Kinds: ready, rule, old, missing, review."""

    kind: str
    sentence: str
    icon: str = ""


def asks(found: Overview) -> list[Ask]:
    """What waits for somebody, the most pressing first; nothing that was decided already."""
    free = [place for place in found.places if place.pending is None]
    pending = [place for place in found.places if place.pending is not None]
    states = {place.region.pk: place.pending.stage for place in pending if place.pending}
    groups = [
        ("user-check", _waiting(pending, states, "confirm"), _("a second person has to confirm")),
        ("phone", _waiting(pending, states, "inform"), _("determined, yet to be told")),
        ("send", _waiting(pending, states, "publish"), _("told, can be published")),
        ("arrow-up", [p for p in free if _up(p)], _("a proposal to raise lies ready")),
        ("arrow-down", [p for p in free if _down(p)], _("a proposal to lower lies ready")),
        ("arrow-up", [p for p in free if p.over and p.proposed is None],
         _("the rule gives more than the level, weigh it")),
        ("arrow-down", [p for p in free if p.under and p.proposed is None],
         _("the rule gives less than the level, weigh it")),
        ("calendar", [p for p in free if _due(p, found.day)],
         _("the next determination is due")),
    ]  # fmt: skip
    return [
        Ask(icon, places[:NAMED], max(len(places) - NAMED, 0), str(sentence))
        for icon, places, sentence in groups
        if places
    ]


def stage(pending: Determination) -> str:
    """What a determination waits for: confirm, inform or publish."""
    second = pending.lowers and pending.confirmed_at is None
    return stage_of(second=second, told=pending.informed_at is not None)


def next_step(place: Place, day: date) -> Next | None:
    """The one thing to know of a region beside its level and figures."""
    if place.pending is not None:
        said = {"confirm": _("to be confirmed"), "inform": _("tell the chair"),
                "publish": _("publish")}  # fmt: skip
        return Next("ready", f"{_rank_words(place)}: {said[place.pending.stage]}", _arrow(place))
    if place.proposed is not None:
        return Next("ready", _("Proposal %(rank)s") % {"rank": place.asked}, _arrow(place))
    if place.unknown:
        words = {"old": _("Figures too old"), "missing": _("Figures missing")}
        kind = "old" if place.unknown == "old" else "missing"
        return Next(kind, words[kind], "triangle-alert")
    if place.over or place.under:
        return Next("rule", _("Rule: level %(rank)s, weigh it") % {"rank": place.ruled})
    if place.next_on is not None:
        return Next("review", _("Next: %(day)s") % {"day": _short(place.next_on)})
    return None


def columns(ladder: Ladder | None) -> list[Column]:
    """The figures of a ladder in the order of its thresholds."""
    found: dict[str, Column] = {}
    for level in ladder.levels.all() if ladder else ():
        for threshold in level.thresholds.all():
            one = threshold.indicator
            name = re.sub(r"\s*\(.*\)$", "", name_of(one))
            found.setdefault(one.code, Column(one.code, name, unit_of(one, ladder), one.source))
    return list(found.values())


def unit_of(indicator: Any, ladder: Ladder | None) -> str:
    """Per how many inhabitants, over how many days."""
    days = ladder.window_days if ladder else 7
    if ladder is not None and not ladder.per_inhabitants:
        return _("per day, over %(days)s days") % {"days": days}
    if indicator.per is None:
        return _("in %(days)s days") % {"days": days}
    per = f"{indicator.per:,}".replace(",", ".")
    return _("per %(per)s inhabitants, %(days)s days") % {"per": per, "days": days}


def tiles(places: Iterable[Place]) -> list[Tile]:
    """The map of equal tiles; a region without a place on it stands in the table only."""
    return [
        Tile(
            place, abbreviation(place.region), place.region.tile_column * TILE + 1,
            place.region.tile_row * TILE + 1,
        )
        for place in places
        if place.region.tile_row is not None and place.region.tile_column is not None
    ]  # fmt: skip


def abbreviation(region: Region) -> str:
    """Initials of a name of several words, else its first two letters."""
    words = [word for word in re.split(r"[\s-]+", region.name) if word and word != "en"]
    letters = "".join(word[0] for word in words) if len(words) > 1 else region.name[:2]
    return letters.upper()


def _waiting(pending: Sequence[Place], states: dict[Any, str], wanted: str) -> list[Place]:
    return [place for place in pending if states[place.region.pk] == wanted]


def _up(place: Place) -> bool:
    return place.proposed is not None and place.proposed >= place.rank


def _down(place: Place) -> bool:
    return place.proposed is not None and place.proposed < place.rank


def _due(place: Place, day: date) -> bool:
    return place.next_on is not None and place.next_on <= day


def _arrow(place: Place) -> str:
    if place.asked is None or place.asked == place.rank:
        return "equal"
    return "arrow-up" if place.asked > place.rank else "arrow-down"


def _rank_words(place: Place) -> str:
    return str(place.asked) if place.asked else _("ended")


def _short(day: date) -> str:
    return date_format(day, f"D {get_format('SHORT_DATE_FORMAT')}")
