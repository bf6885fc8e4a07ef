"""What came of trials, in numbers: changes, flips back, days won, region-days above and below.

Each is an array by region and trial, so that one trial can be shown per region and many summed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .ground import Ground
from .levels import Batch

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

RANKS = 10
"""Ranks run from 1 to 9; 0 is no rank."""


@dataclass(frozen=True, slots=True)
class Raise:
    """The office raised a region: on which day of the span, to what.

    `since` is the day from which a trial counts as ahead of it: from there on the office stood
    below that rank. `until` is the day on which it stood below it again, or the end of the span.
    """

    place: int
    day: int
    rank: int
    since: int
    until: int


def raises(ground: Ground) -> list[Raise]:
    """By region, then by day. The first level of a region is no raise: nothing stood before it."""
    return [
        one
        for place, column in enumerate(ground.stood.T.tolist())
        for one in _raises(place, column)
    ]


def _raises(place: int, ranks: Sequence[int]) -> list[Raise]:
    found = []
    for day in range(1, len(ranks)):
        rank, before = ranks[day], ranks[day - 1]
        if not 0 < before < rank:
            continue
        since = day - 1
        while since > 0 and 0 < ranks[since - 1] < rank:
            since -= 1
        until = day + 1
        while until < len(ranks) and ranks[until] >= rank:
            until += 1
        found.append(Raise(place, day, rank, since, until))
    return found


@dataclass(frozen=True)
class Leads:
    """Of each raise of the office and each trial how many days earlier the trial was there.

    Fewer than nothing is later. `never` marks where it did not come there while the level
    stood; `days` then counts to the end of that, so it is at least so late. `least` marks where it
    stood there from the first day that counts on, so it is at least so early.
    """

    days: "Numbers"
    never: "Numbers"
    least: "Numbers"


def leads(batch: Batch, found: Sequence[Raise]) -> Leads:
    """Arrays by raise and trial."""
    import numpy as np  # pages that replay nothing need not wait for it

    trials = batch.ranks.shape[2]
    days = np.zeros((len(found), trials), np.int16)
    never, least = np.zeros(days.shape, bool), np.zeros(days.shape, bool)
    for row, one in enumerate(found):
        there = batch.ranks[one.since : one.until, one.place, :] >= one.rank
        at = one.day - one.since
        before, after = ~there[at::-1], there[at:]
        always = ~before.any(axis=0)
        ahead = np.where(always, at, before.argmax(axis=0) - 1)
        comes = after.any(axis=0)
        late = np.where(comes, after.argmax(axis=0), len(after))
        days[row] = np.where(there[at], ahead, -late)
        never[row], least[row] = ~comes, always & there[at]
    return Leads(days, never, least)


@dataclass(frozen=True)
class Measures:
    """By region and trial. `moves` counts changes by the rank before and after, where asked for."""

    rises: "Numbers"
    falls: "Numbers"
    flips: "Numbers"
    above: "Numbers"
    below: "Numbers"
    same: "Numbers"
    unknown: "Numbers"
    upward: "Numbers"


def measure(ground: Ground, batch: Batch, flip_days: int, goes_up: "Numbers") -> Measures:
    """`flip_days`: within so many days a change the other way undoes the one before.

    `goes_up` says by rank before and after which changes ministers settle.
    """
    import numpy as np  # pages that replay nothing need not wait for it

    ranks, known, stood = batch.ranks, batch.known[:, :, None], ground.stood[:, :, None]
    size = ranks.shape[1:]
    counts = [np.zeros(size, np.int32) for _name in range(4)]
    rises, falls, flips, upward = counts
    turned, turned_on = np.zeros(size, np.int8), np.full(size, -flip_days - 1, np.int32)
    all_up = bool(goes_up.all())
    for day in range(1, len(ranks)):
        before, after = ranks[day - 1], ranks[day]
        moved = (before != after) & (before > 0)
        if not moved.any():
            continue
        up = moved & (after > before)
        turn = up.astype(np.int8) - (moved & ~up)
        rises += up
        falls += turn < 0
        flips += (turn * turned < 0) & (day - turned_on <= flip_days)
        upward += moved if all_up else moved & goes_up[before, after]
        turned, turned_on = np.where(moved, turn, turned), np.where(moved, day, turned_on)
    both = known & (stood > 0)
    return Measures(
        rises, falls, flips,
        above=(both & (ranks > stood)).sum(axis=0),
        below=(both & (ranks < stood)).sum(axis=0),
        same=(both & (ranks == stood)).sum(axis=0),
        unknown=np.broadcast_to((~known).sum(axis=0), size),
        upward=upward,
    )  # fmt: skip
