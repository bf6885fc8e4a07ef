"""What is wrong with weeks on end and a hysteresis, in the sentence that says where."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from coordination.kit.refusals import Refusal

from ..models import MOST_HYSTERESIS, MOST_WEEKS
from ..naming import amount
from .facts import LadderFacts


class NotSlow(Refusal):
    """Weeks or a hysteresis with which a level has no place of its own."""


def check_pace(facts: LadderFacts) -> None:
    """Refuses what no level can be held with; the bounds are in order already."""
    for name in ("weeks_up", "weeks_down"):
        if not 1 <= getattr(facts, name) <= MOST_WEEKS:
            sentence = _("A level waits 1 to %(most)d weeks; 1 is at once.")
            raise NotSlow(sentence % {"most": MOST_WEEKS}, field=name)
    if not 0 <= facts.hysteresis <= MOST_HYSTERESIS:
        sentence = _("A hysteresis is 0 to %(most)d per cent.")
        raise NotSlow(sentence % {"most": MOST_HYSTERESIS}, field="hysteresis")
    for sentence in _too_sticky(facts):
        raise NotSlow(sentence, field="hysteresis")


def _too_sticky(facts: LadderFacts) -> Iterator[str]:
    """A level is never held below the bound at which the level under it starts."""
    share = Decimal(100 - facts.hysteresis) / 100
    for indicator in facts.indicators:
        for lower, level in pairwise(facts.levels):
            under, bound = lower.bound(indicator), level.bound(indicator)
            if under is None or bound is None or bound.lower * share >= under.lower:
                continue
            most = int((1 - under.lower / bound.lower) * 100)
            sentence = _(
                "The hysteresis is larger than the step: level %(rank)d would be held down to "
                "%(held)s, below %(under)s, where level %(lower)d starts. At most %(most)d "
                "per cent."
            )
            yield sentence % {
                "rank": level.rank,
                "held": amount((bound.lower * share).normalize()),
                "under": amount(under.lower),
                "lower": lower.rank,
                "most": most,
            }
