"""The least total that reaches a bound, for many bounds at once and in whole numbers.

As `ladder.queries.rule.Gauge` reckons it with fractions, one bound at a time. A figure is a total
of hundredths times `per`, over a hundred times the days of a mean times the inhabitants.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from escalation.ladder.models import Measured
from escalation.ladder.queries.rule import Rule

from .ground import Place
from .trials import Trial

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, Any]

HUNDREDTH, WHOLE = 100, 100
FITS = 2**62
"""A machine number holds less; beyond it Python's own are used, which are slow and never full."""


def least_totals(
    trials: Sequence[Trial], at: int, places: Sequence[Place], *, sticky: bool
) -> "Numbers":
    """By bound, region and trial of one shape, for their scale `at`.

    With `sticky` the totals that still hold a rank: those of the bounds less the hysteresis.
    """
    import numpy as np  # pages that replay nothing need not wait for it

    scales = [trial.rule.scales[at] for trial in trials]
    hundredths = [[int(bound.lower * HUNDREDTH) for bound in scale.bounds] for scale in scales]
    below = [trial.rule.pace.hysteresis if sticky else 0 for trial in trials]
    full = np.array([[bound.inclusive for bound in scale.bounds] for scale in scales]).T
    rule, per = trials[0].rule, scales[0].per
    people = [_people(rule, place.population if per else 1) for place in places]
    fine = 2 * 10 ** (rule.decimals or 0)
    fits = max(map(max, hundredths)) * WHOLE * max(people) * fine < FITS
    kind: Any = np.int64 if fits else object
    lowers = np.array(hundredths, kind).T * (WHOLE - np.array(below, kind))
    found = [_least(rule, lowers, full, count, per or 1) for count in people]
    totals: Numbers = np.minimum(np.stack(found, axis=1), FITS).astype(np.int64)
    return totals


def _people(rule: Rule, population: int) -> int:
    days = rule.span if rule.measured == Measured.DAILY_MEAN else 1
    return HUNDREDTH * days * population


def _least(rule: Rule, lowers: "Numbers", full: "Numbers", people: int, per: int) -> "Numbers":
    """`lowers` in ten-thousandths; `full` where the bound itself counts."""
    import numpy as np  # pages that replay nothing need not wait for it

    parts = HUNDREDTH * WHOLE
    if rule.decimals is None:
        reached, per = lowers * people, parts * per
        whole: Numbers = np.where(full, -(-reached // per), reached // per + 1)
        return whole
    # the first rounded figure that reaches the bound begins half a step below it
    fine = lowers * 10**rule.decimals
    steps = np.where(full, -(-fine // parts), fine // parts + 1)
    rounded: Numbers = -((1 - 2 * steps) * people // (2 * 10**rule.decimals * per))
    return rounded
