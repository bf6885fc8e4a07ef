"""What is wrong with a ladder, in the sentence that says where."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from uuid import UUID

from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal
from coordination.kit.text import refuse_unsafe
from coordination.measures.models import Measure
from coordination.measures.queries import sectors_in_words, with_sectors
from escalation.regions.models import Indicator, Scope

from ..models import Combination, Measured, Window
from ..naming import amount, indicator_names
from ..queries.rule import WEEK
from .facts import BoundFacts, LadderFacts, LevelFacts, MeasureFacts
from .slowness import check_pace

MOST_LEVELS, MOST_DAYS, MOST_DECIMALS, MOST_MEASURES = 9, 28, 6, 40
HIGHEST = Decimal("999999999999.99")


class NotALadder(Refusal):
    """Thresholds that leave a figure without a level, or give it two."""


def checked(facts: LadderFacts) -> LadderFacts:
    """The same with its levels in order and its texts clean; refuses what is no ladder."""
    words = _words_of(facts)
    cleaned = (_clean(level, words) for level in facts.levels)
    levels = tuple(sorted(cleaned, key=lambda one: one.rank))
    found = replace(
        facts,
        name=_text(facts.name, "name", 100),
        source=_text(facts.source, "source", 300, needed=False),
        levels=levels,
    )
    _check_choices(found)
    _check_window(found)
    _check_ranks(found)
    _check_indicators(found)
    for indicator in found.indicators:
        _check_bounds(found, indicator)
    check_pace(found)
    return found


def place_of(level: LevelFacts | int, indicator: str = "") -> str:
    """The name of the field of a level, or of its bound, in what is sent."""
    rank = level if isinstance(level, int) else level.rank
    return f"levels/{rank}/{indicator}" if indicator else f"levels/{rank}"


def _check_choices(facts: LadderFacts) -> None:
    for field, value, known in (
        ("scope", facts.scope, Scope.values),
        ("combination", facts.combination, Combination.values),
        ("window", facts.window, Window.values),
        ("measured", facts.measured, Measured.values),
    ):
        if value not in known:
            raise Refusal(_("Choose one of the list."), field=field)


def _check_window(facts: LadderFacts) -> None:
    if not 1 <= facts.window_days <= MOST_DAYS:
        sentence = _("A window holds 1 to %(most)d days.") % {"most": MOST_DAYS}
        raise Refusal(sentence, field="window_days")
    if facts.window == Window.CALENDAR_WEEK and facts.window_days != WEEK:
        raise Refusal(_("A week from Monday to Sunday has seven days."), field="window_days")
    if facts.decimals is not None and not 0 <= facts.decimals <= MOST_DECIMALS:
        sentence = _("Round to 0 to %(most)d decimals, or leave it empty.")
        raise Refusal(sentence % {"most": MOST_DECIMALS}, field="decimals")


def _check_ranks(facts: LadderFacts) -> None:
    ranks = [level.rank for level in facts.levels]
    if not 2 <= len(ranks) <= MOST_LEVELS:
        sentence = _("A ladder has 2 to %(most)d levels.") % {"most": MOST_LEVELS}
        raise NotALadder(sentence, field="levels")
    for lower, upper in pairwise(ranks):
        if lower == upper:
            sentence = _("Level %(rank)d stands here twice. Give every level its own number.")
            raise NotALadder(sentence % {"rank": upper}, field=place_of(upper))
    for expected, rank in enumerate(ranks, 1):
        if rank != expected:
            sentence = _("There is no level %(rank)d. Number the levels from 1 up, without gaps.")
            raise NotALadder(sentence % {"rank": expected}, field=place_of(rank))


def _check_indicators(facts: LadderFacts) -> None:
    used = facts.indicators
    unknown = set(used) - set(
        Indicator.objects.filter(code__in=used).values_list("code", flat=True)
    )
    if unknown:
        sentence = _("%(code)s is no indicator.") % {"code": min(unknown)}
        raise NotALadder(sentence, field="levels")
    for level in facts.levels:
        if not level.bounds:
            sentence = _("Level %(rank)d (%(name)s) has no lower bound. Say where it starts.")
            said = {"rank": level.rank, "name": level.name_nl}
            raise NotALadder(sentence % said, field=place_of(level))
    if facts.combination == Combination.SINGLE and len(used) > 1:
        raise NotALadder(
            _("One figure decides, but %(count)d have thresholds. Let the worst decide.")
            % {"count": len(used)},
            field="combination",
        )


def _check_bounds(facts: LadderFacts, indicator: str) -> None:
    """On every level, from 0 up, each above the one before."""
    name = indicator_names().get(indicator, indicator)
    found = [(level, level.bound(indicator)) for level in facts.levels]
    for level, bound in found:
        if bound is None:
            sentence = _("%(indicator)s has thresholds on other levels but not on level %(rank)d.")
            said = {"indicator": name, "rank": level.rank}
            raise NotALadder(sentence % said, field=place_of(level, indicator))
    bounds = [(level, bound) for level, bound in found if bound is not None]
    first, start = bounds[0]
    if start.lower != 0 or not start.inclusive:
        sentence = _(
            "%(indicator)s: figures below %(lower)s have no level. "
            "Let level 1 start at 0, the 0 itself included."
        )
        said = {"indicator": name, "lower": amount(start.lower)}
        raise NotALadder(sentence % said, field=place_of(first, indicator))
    for (_below, lower), (level, bound) in pairwise(bounds):
        if bound.lower <= lower.lower:
            sentence = _(
                "%(indicator)s: level %(rank)d starts at %(bound)s, which is not above "
                "%(below)s, where the level before it starts."
            )
            said = {"indicator": name, "rank": level.rank, **_said(bound, lower)}
            raise NotALadder(sentence % said, field=place_of(level, indicator))


def _said(bound: BoundFacts, lower: BoundFacts) -> dict[str, str]:
    return {"bound": amount(bound.lower), "below": amount(lower.lower)}


def _words_of(facts: LadderFacts) -> dict[UUID, MeasureFacts]:
    """Of each measure how it is worded now."""
    rows = with_sectors(Measure.objects.filter(pk__in=facts.measures))
    return {
        one.pk: MeasureFacts(one.pk, one.instrument, one.legal_basis, sectors_in_words(one)[:500])
        for one in rows
    }


def _clean(level: LevelFacts, words: dict[UUID, MeasureFacts]) -> LevelFacts:
    place = place_of(level)
    if not 1 <= level.rank <= MOST_LEVELS:
        sentence = _("Number the levels from 1 to %(most)d.") % {"most": MOST_LEVELS}
        raise NotALadder(sentence, field=place)
    name = _text(level.name_nl, place, 40)
    if len(level.measures) > MOST_MEASURES:
        sentence = _("At most %(most)d measures at a level.") % {"most": MOST_MEASURES}
        raise Refusal(sentence, field=place)
    return replace(
        level,
        name_nl=name,
        name_en=_text(level.name_en, place, 40, needed=False) or name,
        bounds=tuple(sorted(_numbers(level), key=lambda one: one.indicator)),
        measures=tuple(_measures(level, words)),
    )


def _numbers(level: LevelFacts) -> Iterator[BoundFacts]:
    seen: set[str] = set()
    for bound in level.bounds:
        place = place_of(level, bound.indicator)
        if bound.indicator in seen:
            sentence = _("Level %(rank)d has two thresholds for %(indicator)s.")
            said = {"rank": level.rank, "indicator": bound.indicator}
            raise NotALadder(sentence % said, field=place)
        seen.add(bound.indicator)
        if not bound.lower.is_finite() or not 0 <= bound.lower <= HIGHEST:
            raise NotALadder(_("A threshold is 0 or more."), field=place)
        if bound.lower != round(bound.lower, 2):
            raise NotALadder(_("A threshold has at most two decimals."), field=place)
        yield replace(bound, lower=bound.lower.normalize())


def _measures(level: LevelFacts, words: dict[UUID, MeasureFacts]) -> Iterator[MeasureFacts]:
    """Each in the words it has now; the same one twice counts once."""
    for key in dict.fromkeys(one.measure for one in level.measures):
        if key not in words:
            sentence = _("Choose the measures of level %(rank)d from the list of measures.")
            raise Refusal(sentence % {"rank": level.rank}, field=place_of(level))
        yield words[key]


def _text(text: str, field: str, longest: int, *, needed: bool = True) -> str:
    kept = text.strip()
    for sentence in refuse_unsafe(kept, longest=longest):
        raise Refusal(sentence, field=field)
    if needed and not kept:
        raise Refusal(_("Fill this in."), field=field)
    return kept
