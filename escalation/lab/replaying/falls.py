"""Determinations that lowered a region, held against a trial: the mirror of those that raised one.

Reckoned from the levels that are kept, because a replay counts as won only what came sooner up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from .ground import Ground
from .levels import Batch
from .measures import RANKS, leads, raises
from .results import led_by


def falls(ground: Ground, levels: Mapping[str, str]) -> list[list[Any]]:
    """Rows as `replayed` keeps them of raises; days are how much sooner the trial was so low."""
    import numpy as np  # pages that replay nothing need not wait for it

    official = {code: [_turned(rank) for rank in row] for code, row in ground.official.items()}
    turned = replace(ground, official=official)
    rows = [_remembered(levels[place.code]) for place in ground.places]
    ranks = np.array(rows, dtype=np.int8).T[:, :, None]
    steps = raises(turned)
    found = leads(Batch([0], ranks, ranks[:, :, 0] > 0), steps)
    return [[*row[:2], _turned(row[2]), *row[3:]] for row in led_by(turned, steps, found, 0)]


def _turned(rank: int) -> int:
    return RANKS - rank if rank else 0


def _remembered(levels: Sequence[str]) -> list[int]:
    """By day the rank turned over; on a day without figures the one that stood before it."""
    found, now = [], 0
    for digit in levels:
        now = _turned(int(digit)) or now
        found.append(now)
    return found
