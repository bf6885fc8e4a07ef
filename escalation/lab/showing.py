"""Replays as tables and drawings: region by week, one region by day, two side by side."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from escalation.ladder.describing import Words
from escalation.ladder.queries.ladders import fill_levels
from escalation.regions.models import Region

from .charts import Steps, steps
from .describing import between, frozen_facts
from .models import Replay, Run
from .queries.showing import (
    LADDER,
    OFFICIAL,
    VARIANT,
    Line,
    Shown,
    Week,
    levels_of,
    rank_on,
    shown,
    weeks,
    with_regions,
)
from .replaying.results import Summary, changes_in
from .wording import NOTHING, ahead, finding, more, number, signed, won

TONES = 4
TOLD = {"won": won, "median": ahead}
"""How measures are told that can fall below nothing."""

DIFFERENCE = "difference"
# the ladder is called by what the variant is held against
KINDS: dict[str, tuple[str, Any]] = {
    "": (VARIANT, gettext_lazy("Variant")),
    "officieel": (OFFICIAL, gettext_lazy("Determinations")),
    "ladder": (LADDER, ""),
    "verschil": (DIFFERENCE, gettext_lazy("Variant less determinations")),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A level in a week, or how many levels two differ; `other` where the office said otherwise."""

    words: str
    tone: str
    other: bool = False


@dataclass(frozen=True)
class Heat:
    """Regions by week; a week shows how its last day stood."""

    weeks: list[Week]
    rows: list[tuple[Region, list[Cell]]]


def against(run: Run) -> str:
    """What it is held against, as the name of a line."""
    return run.held_against if run.in_force else _("ladder as it stands")


def tabs(result: Shown, kind: str) -> list[tuple[str, Any, bool]]:
    """(value, words, chosen) of what the table of weeks may show."""
    chosen = kind if kind in KINDS else ""
    return [
        (value, against(result.replay) if of == LADDER else words, value == chosen)
        for value, (of, words) in KINDS.items()
        if of != LADDER or result.ladder is not None
        if of not in {OFFICIAL, DIFFERENCE} or result.known_official
    ]


def heat(result: Shown, kind: str) -> Heat:
    of = KINDS.get(kind, KINDS[""])[0]
    ends = weeks(result.replay)
    rows = []
    for region in result.regions:
        mine = _on(result.replay, VARIANT if of == DIFFERENCE else of, region, ends)
        stood = _on(result.replay, OFFICIAL, region, ends)
        pairs = zip(mine, stood, strict=True)
        rows.append((region, [_cell(rank, other, of) for rank, other in pairs]))
    return Heat(ends, rows)


def _on(replay: Replay, of: str, region: Region, ends: list[Week]) -> list[int]:
    row = levels_of(replay, of).get(region.code, "")
    return [rank_on(replay, row, week.day) for week in ends]


def _cell(rank: int, other: int, of: str) -> Cell:
    if of == DIFFERENCE:
        return _less(rank, other)
    differs = of != OFFICIAL and rank > 0 and other > 0 and rank != other
    return Cell(str(rank) if rank else "", f"level-{min(rank, TONES)}", differs)


def _less(rank: int, other: int) -> Cell:
    if not rank or not other:
        return Cell("", "level-0")
    if rank == other:
        return Cell("0", "heat-same")
    return Cell(signed(rank - other), "heat-more" if rank > other else "heat-less")


@dataclass(frozen=True)
class Drawn:
    """One region by day, as a drawing and as the changes it is made of."""

    region: Region
    chart: Steps
    changes: Sequence[tuple[str | Promise, date, int, int]]


LINES = (
    (OFFICIAL, pgettext_lazy("line", "determinations")),
    (LADDER, ""),
    (VARIANT, pgettext_lazy("line", "variant")),
)


def region_lines(result: Shown, code: str) -> Drawn | None:
    """The region that is asked for, else the one in which variant and ladder differ most."""
    regions = {one.code: one for one in result.regions}
    region = regions.get(code)
    if region is None:
        if not result.lines:
            return None
        region = max(result.lines, key=_telling).region
    kinds = [
        (of, against(result.replay) if of == LADDER else words)
        for of, words in LINES
        if of != LADDER or result.ladder is not None
    ]
    rows = {of: result.levels(of).get(region.code, "") for of, _words in kinds}
    highest = max((int(digit) for row in rows.values() for digit in row), default=1)
    days = result.replay.first
    changes = [
        (words, date.fromordinal(days.toordinal() + one.day), one.before, one.after)
        for of, words in kinds
        for one in changes_in({region.code: rows[of]})
    ]
    changes.sort(key=lambda row: row[1])
    return Drawn(region, steps(days, rows, max(highest, 2)), changes)


def _telling(line: Line) -> tuple[int, int, str]:
    return (
        abs(line.won - line.ladder_won),
        abs(line.changes - line.ladder_changes),
        line.region.name,
    )


@dataclass(frozen=True)
class Pair:
    """A region in two replays."""

    one: Line
    two: Line

    @property
    def won(self) -> int:
        return self.two.won - self.one.won

    @property
    def changes(self) -> int:
        return self.two.changes - self.one.changes


@dataclass(frozen=True)
class Measure:
    """A headline figure of two; `told` puts a number in words. None where there is no number."""

    name: str
    words: str | Promise
    one: Any
    two: Any
    told: Callable[[Any], str] = number

    @property
    def said(self) -> tuple[str, str, str]:
        """Of the first, of the second, and how much more the second is."""
        pair = [NOTHING if value is None else self.told(value) for value in (self.one, self.two)]
        less = self.difference
        return pair[0], pair[1], NOTHING if less is None else more(less)

    @property
    def difference(self) -> Any:
        return None if self.one is None or self.two is None else self.two - self.one


def headline(result: Shown, kind: str) -> dict[str, Any]:
    """What the page of a replay shows of its figures, in the order in which it is read."""
    base = result.ladder or result.main
    return {
        "shown": result,
        "finding": finding(result.ladder, result.main, result.replay.held_against),
        "measures": measures(base, result.main),
        "heat": heat(result, kind),
        "tabs": tabs(result, kind),
        "kind": kind,
    }


def measures(one: Summary, two: Summary) -> list[Measure]:
    """The headline figures in the order in which they are read."""
    names: tuple[tuple[str, Any], ...] = (
        ("won", _("Region-days won against the determinations")),
        ("median", _("Median days ahead of a determination")),
        ("ahead", _("Determinations that it was ahead of")),
        ("level", _("On the same day")),
        ("behind", _("Determinations that it was behind")),
        ("never", _("Determinations that it never came to")),
        ("changes", _("Changes of a level")),
        ("rises", _("of which rising")),
        ("falls", _("of which falling")),
        ("flips", _("Flips back")),
        ("upward", _("Changes that go up to ministers")),
        ("above", _("Region-days above the determinations")),
        ("below", _("Region-days below the determinations")),
        ("same", _("Region-days that are equal")),
        ("unknown", _("Region-days without figures")),
    )
    return [
        Measure(name, words, getattr(one, name), getattr(two, name), TOLD.get(name, number))
        for name, words in names
    ]


def beside(one: Replay, two: Replay) -> dict[str, Any]:
    """What the page of two shows."""
    with_regions([one, two])
    fill_levels([one.ladder, two.ladder])
    left, right = shown(one), shown(two)
    ends = weeks(one)
    rows = []
    for region in left.regions:
        first, second = (_on(replay, VARIANT, region, ends) for replay in (one, two))
        pairs = zip(second, first, strict=True)
        rows.append((region, [_less(rank, other) for rank, other in pairs]))
    lines = {line.region.pk: line for line in right.lines}
    was, now = (replay.asks["ground"]["figures"] for replay in (one, two))
    return {
        "finding": finding(left.main, right.main, "A"),
        "other_figures": any(was[code] != now[code] for code in was.keys() & now.keys()),
        "measures": measures(left.main, right.main),
        "heat": Heat(ends, rows),
        "pairs": [
            Pair(line, lines[line.region.pk]) for line in left.lines if line.region.pk in lines
        ],
        "differs": between(
            frozen_facts(one),
            frozen_facts(two),
            Words.of_all(),
        ),
    }
