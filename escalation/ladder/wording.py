"""Why no level can be given, or another than the figures give, in a sentence."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from escalation.regions.models import Indicator

from .models import Unknown
from .naming import speaks_dutch
from .queries.assessments import Outcome, frozen
from .queries.rule import Figure

NAMED_DAYS = 3


def name_of(indicator: Indicator) -> str:
    return indicator.name_nl if speaks_dutch() else indicator.name_en


def reason_of(outcome: Outcome) -> str:
    """Empty where there is a level that the figures of the day give."""
    if outcome.ladder is None:
        return _("No ladder is in force on %(day)s.") % {"day": day_in_words(outcome.on)}
    found = [_reason(figure) for figure in outcome.verdict.figures if figure.unknown]
    if not found and outcome.verdict.unknown:
        return _("The ladder has no thresholds.")
    if outcome.verdict.rank != outcome.verdict.at_once:
        sentence = _(
            "By its figures alone level %(rank)d; this ladder waits before a level changes."
        )
        return sentence % {"rank": outcome.verdict.at_once}
    return " ".join(found)


def said_of(outcome: Outcome) -> dict[str, Any]:
    """An outcome in plain values, as the command and the API say it."""
    return {
        "region": outcome.region.code,
        "level": outcome.verdict.rank,
        "ladder": outcome.ladder.code if outcome.ladder else None,
        "figures": frozen(outcome.verdict.figures),
        "reason": reason_of(outcome) or None,
    }


def _reason(figure: Figure) -> str:
    said = {"indicator": figure.indicator, "days": _days(figure.missing)}
    if figure.unknown == Unknown.OLD:
        return _("%(indicator)s: the newest figures are too old; missing: %(days)s.") % said
    return _("%(indicator)s: figures are missing of %(days)s.") % said


def _days(days: Sequence[date]) -> str:
    named = [day_in_words(day) for day in days]
    if len(named) > NAMED_DAYS:
        return _("%(first)s to %(last)s (%(count)d days)") % {
            "first": named[0],
            "last": named[-1],
            "count": len(named),
        }
    return ", ".join(named)


def day_in_words(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
