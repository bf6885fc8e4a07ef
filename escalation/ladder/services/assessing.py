"""Keeping what the rule says; said again after a correction it stands beside what stood."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from escalation.regions.arrivals import Arrival
from escalation.regions.models import Observation

from ..models import Assessment, Ladder, LadderStatus
from ..queries.assessments import (
    Outcome,
    by_day,
    frozen,
    holds_on,
    last_of_day,
    outcomes_on,
)
from ..queries.ladders import by_code

LONGEST_SLEEP = 60
"""Days further back are assessed by hand."""

REACHES, MOST_AGAIN = 2 * 28, 60
"""For so many days after it a figure may count, in the longest window with the one before it."""


class NoSuchLadder(Refusal):
    """A ladder that is not there, or is still a draft, assesses nothing."""


def assess_regions(
    *,
    on: date,
    by: User | None,
    at: datetime,
    known_at: datetime | None = None,
    code: str = "",
) -> list[Outcome]:
    """What the rule says of every region on that day, kept where it differs from the last time.

    By the ladder in force, or by the adopted one that is named; what an other than that of the
    day says, or any of a day to come, is shown and not kept. `known_at` leaves out what became
    known later.
    """
    found = outcomes_on(on, known_at=known_at, ladder=_adopted(code) if code else None)
    return keep_new(found, by=by, at=at, known_at=known_at)


def assess_due(*, at: datetime) -> list[Outcome]:
    """The days that nobody assessed, in order, then today as soon as figures came in since."""
    today = timezone.localtime(at).date()
    missed = _missed(today)
    for outcomes in by_day(missed).values():
        keep_new(outcomes, by=None, at=at)
    newest = Observation.objects.order_by("-pk").values_list("recorded_at", flat=True).first()
    last = Assessment.objects.filter(on=today).aggregate(last=Max("assessed_at"))["last"]
    if newest is None or (last is not None and newest <= last):
        return []
    found = outcomes_on(today)
    if not any(outcome.verdict.rank for outcome in found):
        return []
    return keep_new(found, by=None, at=at)


def _missed(today: date) -> list[date]:
    """The days since the last that was assessed on its own day, of which nothing is kept.

    What was assessed by hand for a day long past says nothing of who was awake since.
    """
    first = today - timedelta(days=LONGEST_SLEEP)
    rows = Assessment.objects.filter(known_at=None, on__gte=first, on__lt=today)
    awake = rows.filter(assessed_at__date=F("on")).aggregate(last=Max("on"))["last"]
    if awake is None:
        return []
    kept = set(rows.filter(on__gt=awake).order_by("on").values_list("on", flat=True).distinct())
    days = (awake + timedelta(days=number) for number in range(1, (today - awake).days))
    return [day for day in days if day not in kept]


def assess_again(arrival: Arrival) -> None:
    """After a correction the days that were assessed on those figures, the newest of them."""
    rows = Assessment.objects.filter(known_at=None, region__in=arrival.regions)
    rows = rows.filter(on__gt=arrival.first, on__lte=arrival.last + timedelta(days=REACHES))
    days = rows.order_by("-on").values_list("on", flat=True).distinct()[:MOST_AGAIN]
    for outcomes in by_day(list(days)).values():
        keep_new(outcomes, by=arrival.by, at=arrival.at)


def keep_new(
    outcomes: Sequence[Outcome],
    *,
    by: User | None,
    at: datetime,
    known_at: datetime | None = None,
) -> list[Outcome]:
    """The same outcomes; those that were not kept yet are kept now.

    Of a day to come they are shown alone: kept, they would be the newest that is known.
    """
    today = timezone.localdate(at)
    ours = [
        one
        for one in outcomes
        if one.ladder is not None and holds_on(one.ladder, one.on) and one.on <= today
    ]
    if ours:
        standing = _standing(ours[0].on, known_at)
        made = [_assessment(outcome, known_at, by, at) for outcome in ours]
        changed = [one for one in made if _says(one) != standing.get(_place(one))]
        if changed:
            _keep(assessments=changed, by=by, at=at)
    return list(outcomes)


@deed
def _keep(*, assessments: list[Assessment], by: User | None, at: datetime) -> None:
    Assessment.objects.bulk_create(assessments)
    days = {one.on.isoformat() for one in assessments}
    record("ladder.assessed", None, by=by, at=at, on=sorted(days), regions=len(assessments))


def _adopted(code: str) -> Ladder:
    found = by_code(code)
    if found is None or found.status != LadderStatus.ADOPTED:
        raise NoSuchLadder(
            _("There is no adopted ladder with the code %(code)s.") % {"code": code}, field="ladder"
        )
    return found


def _assessment(
    outcome: Outcome, known_at: datetime | None, by: User | None, at: datetime
) -> Assessment:
    ladder, verdict = outcome.ladder, outcome.verdict
    assert ladder is not None
    level = next((one for one in ladder.levels.all() if one.rank == verdict.rank), None)
    return Assessment(
        region=outcome.region,
        ladder=ladder,
        on=outcome.on,
        known_at=known_at,
        level=level,
        unknown=verdict.unknown,
        figures=frozen(verdict.figures),
        assessed_at=at,
        assessed_by=by,
    )


def _standing(on: date, known_at: datetime | None) -> dict[Any, Any]:
    """What was said last of each region and ladder on that day."""
    rows = last_of_day(Assessment.objects.filter(on=on, known_at=known_at))
    return {_place(one): _says(one) for one in rows}


def _place(one: Assessment) -> Any:
    return one.region_id, one.ladder_id


def _says(one: Assessment) -> Any:
    """All but when the figures became known: the same figures read again say the same."""
    figures = [{**figure, "known_at": None} for figure in one.figures]
    return one.level_id, one.unknown, figures
