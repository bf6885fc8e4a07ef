"""A ladder in plain words, and what one says otherwise than another."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from escalation.regions.models import Indicator, Scope

from .models import Combination, Ladder, Measured, Window
from .naming import amount, speaks_dutch
from .services.facts import BoundFacts, LadderFacts, LevelFacts, MeasureFacts


@dataclass(frozen=True)
class Words:
    """What is needed to speak of indicators: their names and per how many inhabitants, by code."""

    names: dict[str, str]
    per: dict[str, int | None]

    @classmethod
    def of_all(cls) -> "Words":
        rows = list(Indicator.objects.all())
        names = {one.code: one.name_nl if speaks_dutch() else one.name_en for one in rows}
        return cls(names, {one.code: one.per for one in rows})

    @classmethod
    def of(cls, *ladders: Ladder) -> "Words":
        """Of the indicators of ladders that are read with their levels; asks nothing."""
        used = {
            one.indicator.code: one.indicator
            for ladder in ladders
            for level in ladder.levels.all()
            for one in level.thresholds.all()
        }
        return cls(
            {code: one.name for code, one in used.items()},
            {code: one.per for code, one in used.items()},
        )

    def name(self, indicator: str) -> str:
        return self.names.get(indicator, indicator)


@dataclass(frozen=True)
class LevelRow:
    """A level as its row of the table: (indicator, range) for each indicator."""

    rank: int
    name: str
    ranges: list[tuple[str, str]]
    measures: tuple[MeasureFacts, ...]


def sentences(facts: LadderFacts, words: Words) -> list[str]:
    """How figures give a level: of whom, what is counted over which days, what decides."""
    found = [_about(facts), *(_counted(facts, one, words) for one in facts.indicators)]
    if facts.combination == Combination.WORST and len(facts.indicators) > 1:
        found.append(_("The worst of these figures decides the level."))
    else:
        found.append(_("This one figure decides the level."))
    if facts.decimals is not None:
        found.append(
            ngettext(
                "Figures are rounded to %(count)d decimal before they are weighed.",
                "Figures are rounded to %(count)d decimals before they are weighed.",
                facts.decimals,
            )
            % {"count": facts.decimals}
        )
    found.extend(slowness(facts))
    found.append(_("Where the figure of one day is missing there is no level, and the reason why."))
    return found


def slowness(facts: LadderFacts) -> list[str]:
    """Only what makes a level slower than the figure; a ladder without delay says nothing."""
    asked = (facts.weeks_up > 1, facts.weeks_down > 1, facts.hysteresis > 0)
    return [sentence for sentence, said in zip(_paces(facts), asked, strict=True) if said]


def in_rows(facts: LadderFacts, words: Words) -> list[LevelRow]:
    """Each level with its ranges, in the order of the indicators, and its measures."""
    return [
        LevelRow(
            level.rank,
            level.name,
            [(words.name(one), range_in_words(facts, level, one)) for one in facts.indicators],
            level.measures,
        )
        for level in facts.levels
    ]


def range_in_words(facts: LadderFacts, level: LevelFacts, indicator: str) -> str:
    """From where to where a figure gives this level: "more than 50 and at most 150"."""
    bound, upper = level.bound(indicator), None
    above = facts.level(level.rank + 1)
    if above is not None:
        upper = above.bound(indicator)
    if bound is None:
        return "—"
    said = {"lower": amount(bound.lower), "upper": amount(upper.lower) if upper else ""}
    if upper is None:
        return (_("%(lower)s or more") if bound.inclusive else _("more than %(lower)s")) % said
    if bound.lower == 0 and bound.inclusive:
        return (_("less than %(upper)s") if upper.inclusive else _("at most %(upper)s")) % said
    match bound.inclusive, upper.inclusive:
        case True, True:
            return _("%(lower)s or more, less than %(upper)s") % said
        case True, False:
            return _("%(lower)s or more, at most %(upper)s") % said
        case False, True:
            return _("more than %(lower)s, less than %(upper)s") % said
        case _both:
            return _("more than %(lower)s, at most %(upper)s") % said


def differences(old: LadderFacts, new: LadderFacts, words: Words) -> list[str]:
    """What `new` says otherwise than `old`, a sentence for each; empty where they say the same."""
    return [*_of_head(old, new, words), *_of_levels(old, new, words)]


def _about(facts: LadderFacts) -> str:
    if facts.scope == Scope.NATIONAL:
        return _("The country as a whole gets a level.")
    return _("Every region gets a level of its own.")


def _counted(facts: LadderFacts, indicator: str, words: Words) -> str:
    said = {
        "indicator": _rated(facts, indicator, words),
        "days": _days(facts),
    }
    if facts.measured == Measured.DAILY_MEAN:
        return _("%(indicator)s: the mean per day over %(days)s.") % said
    return _("%(indicator)s: the total of %(days)s.") % said


def _rated(facts: LadderFacts, indicator: str, words: Words) -> str:
    name, per = words.name(indicator), words.per.get(indicator)
    if not facts.per_inhabitants or not per:
        return name
    said = {"indicator": name, "number": amount(Decimal(per))}
    return _("%(indicator)s per %(number)s inhabitants") % said


def _days(facts: LadderFacts) -> str:
    if facts.window == Window.CALENDAR_WEEK:
        return _("the last whole week before the day, Monday to Sunday")
    return ngettext(
        "the day before", "the %(count)d days up to the day before", facts.window_days
    ) % {"count": facts.window_days}


def _of_head(old: LadderFacts, new: LadderFacts, words: Words) -> Iterator[str]:
    if _about(old) != _about(new):
        yield _changed(_about(old), _about(new))
    for indicator in sorted({*old.indicators, *new.indicators}):
        if indicator not in new.indicators:
            yield _("%(indicator)s no longer counts.") % {"indicator": words.name(indicator)}
        elif indicator not in old.indicators:
            yield _("New: %(what)s") % {"what": _counted(new, indicator, words)}
        elif _counted(old, indicator, words) != _counted(new, indicator, words):
            yield _changed(_counted(old, indicator, words), _counted(new, indicator, words))
    for earlier, later in zip(_paces(old), _paces(new), strict=True):
        if earlier != later:
            yield _changed(earlier, later)
    for name, label in (("combination", _("What decides")), ("decimals", _("Decimals"))):
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield _changed(f"{label}: {_choice(name, before)}", _choice(name, after))


def _paces(facts: LadderFacts) -> tuple[str, str, str]:
    """How a level rises, falls, and is left, each in a sentence."""
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


def _of_levels(old: LadderFacts, new: LadderFacts, words: Words) -> Iterator[str]:
    for rank in sorted({level.rank for level in (*old.levels, *new.levels)}):
        before, after = old.level(rank), new.level(rank)
        if after is None:
            yield _("Level %(rank)d is dropped.") % {"rank": rank}
        elif before is None:
            said = {"rank": rank, "name": after.name}
            yield _("New: level %(rank)d, %(name)s.") % said
        else:
            yield from _of_level(before, after, words)


def _of_level(before: LevelFacts, after: LevelFacts, words: Words) -> Iterator[str]:
    level = _("Level %(rank)d, %(name)s") % {"rank": before.rank, "name": before.name}
    if (before.name_nl, before.name_en) != (after.name_nl, after.name_en):
        yield _changed(level, after.name)
    for bound in after.bounds:
        earlier = before.bound(bound.indicator)
        if earlier is not None and earlier != bound:
            name = words.name(bound.indicator)
            yield _changed(f"{level}, {name}: {_start(earlier)}", _start(bound))
    known = {one.measure for one in before.measures}
    kept = {one.measure for one in after.measures}
    for measure in after.measures:
        if measure.measure not in known:
            yield _("%(level)s: new measure, %(measure)s.") % {
                "level": level,
                "measure": _measure(measure),
            }
    for measure in before.measures:
        if measure.measure not in kept:
            yield _("%(level)s: no longer a measure, %(measure)s.") % {
                "level": level,
                "measure": _measure(measure),
            }


def _changed(before: str, after: str) -> str:
    return _("%(before)s → %(after)s") % {
        "before": before.rstrip("."),
        "after": after.rstrip("."),
    }


def _start(bound: BoundFacts) -> str:
    said = {"lower": amount(bound.lower)}
    return (_("from %(lower)s") if bound.inclusive else _("above %(lower)s")) % said


def _choice(name: str, value: Any) -> str:
    if name == "combination":
        return str(Combination(value).label)
    return _("not rounded") if value is None else str(value)


def _measure(measure: MeasureFacts) -> str:
    parts = (measure.instrument, measure.legal_basis, measure.sectors)
    return " · ".join(part for part in parts if part)
