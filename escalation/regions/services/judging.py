"""Judge a figure that stands out: accept it, clip it, or spread it over the days before."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User

from ..arrivals import Arrival, tell
from ..models import Handling, Observation, Origin, Outlier
from ..queries.series import series

MOST_DAYS = 56
ACTIONS = {
    Handling.ACCEPTED: "regions.outlier_accepted",
    Handling.CLIPPED: "regions.outlier_clipped",
    Handling.SPREAD: "regions.outlier_spread",
}


@dataclass(frozen=True)
class Judgement:
    """What is done and why; a spread reaches over `days`, the day itself included."""

    handling: Handling
    reason: str
    days: int = 14


@deed
def judge_outlier(
    *, outlier: Outlier, judgement: Judgement, version: int, by: User, at: datetime
) -> Outlier:
    """Accept the figure, bring it back to what was expected, or spread what is above that.

    A clipped or spread figure is a new row beside the reported one. The country's figure stays
    as it is: it is judged by itself. Refuses without a reason, and what was judged already.
    """
    outlier = _taken(outlier, version, by)
    _refuse(outlier, judgement)
    changed: dict[date, Decimal] = {}
    before = _values(outlier, judgement.days if judgement.handling is Handling.SPREAD else 1)
    if judgement.handling is Handling.CLIPPED:
        changed = {outlier.observation.day: outlier.expected}
    elif judgement.handling is Handling.SPREAD:
        changed = _spread(outlier, before)
    outlier.before = {str(day): _text(before[day]) for day in changed}
    outlier.handling, outlier.reason = judgement.handling, judgement.reason.strip()
    outlier.handled_at, outlier.handled_by = at, by
    return _kept(outlier, ACTIONS[judgement.handling], changed, by, at)


@deed
def reopen_outlier(*, outlier: Outlier, version: int, by: User, at: datetime) -> Outlier:
    """Take a judgement back: the days read as before, unless they were reported anew since."""
    outlier = _taken(outlier, version, by)
    if outlier.handling == Handling.OPEN or outlier.handled_at is None:
        raise Refusal(_("This figure is still to be judged."))
    ours = set(
        Observation.objects.filter(
            region=outlier.observation.region_id,
            indicator=outlier.observation.indicator_id,
            origin=Origin.HANDLED,
            known_at=outlier.handled_at,
        ).values_list("day", flat=True)
    )
    newer = set(
        Observation.objects.filter(
            region=outlier.observation.region_id,
            indicator=outlier.observation.indicator_id,
            day__in=ours,
            known_at__gt=outlier.handled_at,
        ).values_list("day", flat=True)
    )
    before = {date.fromisoformat(day): value for day, value in outlier.before.items()}
    changed = {day: Decimal(before[day]) for day in ours - newer if before.get(day) is not None}
    outlier.before, outlier.handling = {}, Handling.OPEN
    outlier.handled_at = outlier.handled_by = None
    return _kept(outlier, "regions.outlier_reopened", changed, by, at)


def _taken(outlier: Outlier, version: int, by: User) -> Outlier:
    outlier = locked(outlier)
    if not by.may("regions.import"):
        raise NotAllowed(_("Your role does not judge figures."))
    refuse_stale(outlier, version)
    return outlier


def _refuse(outlier: Outlier, judgement: Judgement) -> None:
    if outlier.handling != Handling.OPEN:
        raise Refusal(_("This figure was judged already. Take that back first."))
    if judgement.handling not in ACTIONS:
        raise Refusal(_("Choose what is done with the figure."), field="handling")
    if not judgement.reason.strip():
        raise Refusal(_("Say why; whoever reads the figure later will ask."), field="reason")
    for sentence in refuse_unsafe(judgement.reason, longest=500):
        raise Refusal(sentence, field="reason")
    if judgement.handling is Handling.SPREAD and not 2 <= judgement.days <= MOST_DAYS:
        raise Refusal(_("Spread over 2 to %(most)d days.") % {"most": MOST_DAYS}, field="days")


def _values(outlier: Outlier, days: int) -> dict[date, Decimal | None]:
    """What stands there now, for the last `days` days up to the figure's own."""
    seen = outlier.observation
    first = seen.day - timedelta(days=days - 1)
    found = series([seen.region], [seen.indicator], first, seen.day)
    values = found[seen.region_id, seen.indicator_id].values
    return {first + timedelta(days=number): value for number, value in enumerate(values)}


def _spread(outlier: Outlier, before: dict[date, Decimal | None]) -> dict[date, Decimal]:
    """The total stays the same; days without a figure take no part, the last days the rest."""
    seen = outlier.observation
    days = sorted(day for day, value in before.items() if value is not None)
    excess = seen.value - outlier.expected
    share, rest = divmod(int(excess), len(days))
    part = excess - int(excess)
    changed = {
        day: (before[day] or Decimal(0)) + share + (number >= len(days) - rest)
        for number, day in enumerate(days)
    }
    changed[seen.day] += outlier.expected - (before[seen.day] or Decimal(0)) + part
    return {day: value for day, value in changed.items() if value != before[day]}


def _kept(
    outlier: Outlier, action: str, changed: dict[date, Decimal], by: User, at: datetime
) -> Outlier:
    seen = outlier.observation
    outlier.version += 1
    outlier.save()
    Observation.objects.bulk_create(
        Observation(
            region_id=seen.region_id,
            indicator_id=seen.indicator_id,
            day=day,
            value=value,
            known_at=at,
            recorded_at=at,
            origin=Origin.HANDLED,
        )
        for day, value in sorted(changed.items())
    )
    days, why = sorted(changed), outlier.reason
    record(action, outlier, by=by, at=at, dossier=seen.region_id, reason=why, days=len(days))
    if days:
        tell(Arrival([seen.region], [seen.indicator], days[0], days[-1], by, at))
    return outlier


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)
