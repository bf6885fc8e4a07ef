"""A variant in plain words: what it says, and in what it differs from the ladder it is of."""

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from escalation.ladder.describing import LevelRow, Words, differences, in_rows, sentences
from escalation.ladder.models import Combination, Ladder
from escalation.ladder.services.facts import BoundFacts, LadderFacts

from .models import Replay, Run
from .queries.showing import IN_FORCE, LADDER, main_of
from .queries.variants import VariantFacts, whole_ladder, with_those
from .replaying.trials import InForce, Trial, read_tried


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


def followed(run: Run) -> list[tuple[str, date, date]]:
    """The versions that were followed by date: (code, first day, last day); none for one ladder."""
    trials = run.asks["trials"]
    held = read_tried(trials.get(IN_FORCE, trials[LADDER]))
    parts = held.parts if isinstance(held, InForce) else ()
    return [(one.trial.rule.code, one.first, one.last) for one in parts]


def frozen_facts(replay: Replay) -> VariantFacts:
    """What was replayed, as it was then; a variant may have been changed since.

    Of versions that followed each other it is the one from which the replay was asked.
    """
    trial = _main(read_tried(replay.asks["trials"][main_of(replay)]), replay.ladder.code)
    rule, base = trial.rule, LadderFacts.of(whole_ladder(replay.ladder))
    bounds: dict[int, list[BoundFacts]] = {}
    for scale in rule.scales:
        for one in scale.bounds:
            said = BoundFacts(scale.indicator, one.lower, one.inclusive)
            bounds.setdefault(one.rank, []).append(said)
    head: dict[str, Any] = {
        "window": rule.window, "window_days": rule.span, "measured": rule.measured,
        "decimals": rule.decimals,
        **asdict(rule.pace),
        "combination": Combination.WORST if len(rule.scales) > 1 else Combination.SINGLE,
    }  # fmt: skip
    return VariantFacts(str(replay), with_those(replace(base, **head), bounds))


def _main(tried: Trial | InForce, code: str) -> Trial:
    if isinstance(tried, Trial):
        return tried
    trials = [part.trial for part in tried.parts]
    return next((one for one in trials if one.rule.code == code), trials[-1])
