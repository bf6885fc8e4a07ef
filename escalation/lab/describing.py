"""A variant in plain words: what it says, and in what it differs from the ladder it is of."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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
        sentences=[*sentences(facts.ladder, words), *slowness(facts)],
        indicators=[words.name(code) for code in facts.ladder.indicators],
        rows=in_rows(facts.ladder, words),
        differs=[*differences(base, facts.ladder, words), *slowness(facts)],
    )


def between(one: VariantFacts, other: VariantFacts, words: Words) -> list[str]:
    """What the other says otherwise."""
    found = differences(one.ladder, other.ladder, words)
    pairs = zip(_slow(one), _slow(other), strict=True)
    changed = [f"{before} → {after}" for before, after in pairs if before != after]
    return [*found, *changed]


def slowness(facts: VariantFacts) -> list[str]:
    """Only what makes a level slower than the figure; a ladder without delay says nothing."""
    asked = (facts.weeks_up > 1, facts.weeks_down > 1, facts.hysteresis > 0)
    return [sentence for sentence, said in zip(_slow(facts), asked, strict=True) if said]


def _slow(facts: VariantFacts) -> tuple[str, str, str]:
    up = ngettext(
        "A level rises at once.",
        "A level rises after %(weeks)d weeks on end.",
        facts.weeks_up,
    )
    down = ngettext(
        "A level falls at once.",
        "A level falls after %(weeks)d weeks on end.",
        facts.weeks_down,
    )
    held = _("A level is left downwards only %(share)d per cent below its bound.")
    return (
        up % {"weeks": facts.weeks_up},
        down % {"weeks": facts.weeks_down},
        held % {"share": facts.hysteresis}
        if facts.hysteresis
        else _("A level is left at the bound itself."),
    )


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
        "combination": Combination.WORST if len(rule.scales) > 1 else Combination.SINGLE,
    }  # fmt: skip
    return VariantFacts(
        name=str(replay),
        ladder=with_those(replace(base, **head), bounds),
        weeks_up=trial.weeks_up,
        weeks_down=trial.weeks_down,
        hysteresis=trial.hysteresis,
    )
