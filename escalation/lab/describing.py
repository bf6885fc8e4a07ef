"""A variant in plain words: what it says, and in what it differs from the ladder it is of."""

from dataclasses import dataclass, replace
from typing import Any

from escalation.ladder.describing import LevelRow, Words, differences, in_rows, sentences
from escalation.ladder.models import Combination, Ladder
from escalation.ladder.services.facts import BoundFacts, LadderFacts

from .models import Replay
from .queries.showing import main_of
from .queries.variants import VariantFacts, whole_ladder, with_those
from .replaying.trials import Trial


@dataclass(frozen=True)
class Told:
    """The rule in sentences, its levels as rows of a table, and what is other than the ladder."""

    sentences: list[str]
    indicators: list[str]
    rows: list[LevelRow]
    differs: list[str]


def of_variant(facts: VariantFacts, ladder: Ladder, words: Words) -> Told:
    base = LadderFacts.of(ladder)
    return Told(
        sentences=sentences(facts.ladder, words),
        indicators=[words.name(code) for code in facts.ladder.indicators],
        rows=in_rows(facts.ladder, words),
        differs=differences(base, facts.ladder, words),
    )


def between(one: VariantFacts, other: VariantFacts, words: Words) -> list[str]:
    """What the other says otherwise."""
    return differences(one.ladder, other.ladder, words)


def frozen_facts(replay: Replay, ladder: Ladder | None = None) -> VariantFacts:
    """What was replayed, as it was then; a variant may have been changed since.

    `ladder` is what it was held against, whole, for whoever has it already.
    """
    trial = Trial.read(replay.asks["trials"][main_of(replay)])
    rule, base = trial.rule, LadderFacts.of(ladder or whole_ladder(replay.ladder))
    bounds: dict[int, list[BoundFacts]] = {}
    for scale in rule.scales:
        for one in scale.bounds:
            said = BoundFacts(scale.indicator, one.lower, one.inclusive)
            bounds.setdefault(one.rank, []).append(said)
    head: dict[str, Any] = {
        "window": rule.window, "window_days": rule.span, "measured": rule.measured,
        "decimals": rule.decimals,
        "weeks_up": trial.weeks_up, "weeks_down": trial.weeks_down,
        "hysteresis": trial.hysteresis,
        "combination": Combination.WORST if len(rule.scales) > 1 else Combination.SINGLE,
    }  # fmt: skip
    return VariantFacts(
        name=str(replay),
        ladder=with_those(replace(base, **head), bounds),
        weeks_up=trial.weeks_up,
        weeks_down=trial.weeks_down,
        hysteresis=trial.hysteresis,
    )
