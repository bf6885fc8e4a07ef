"""What the clock does by itself: every cadence planned six weeks ahead."""

import datetime as dt

from django.db.models import Max, Q
from django.utils import timezone

from coordination.people.models import User

from ..models import Cadence
from .planning import AHEAD, NothingToPlan, Planned, plan_cadence


def plan_all(
    *, until: dt.date, at: dt.datetime, by: User | None = None
) -> list[tuple[Cadence, Planned]]:
    """What was planned of each cadence that was planned before, or of all where `by` asks.

    A cadence that nobody planned yet is left to who keeps it: the clock only goes on.
    """
    found = []
    for cadence in _cadences(until, at, going_on=by is None):
        try:
            found.append((cadence, plan_cadence(cadence=cadence, until=until, by=by, at=at)))
        except NothingToPlan:
            continue
    return found


def plan_six_weeks(*, at: dt.datetime) -> list[tuple[Cadence, Planned]]:
    """The next six weeks of every cadence that goes on."""
    return plan_all(until=timezone.localtime(at).date() + AHEAD, at=at)


def _cadences(until: dt.date, at: dt.datetime, *, going_on: bool) -> list[Cadence]:
    today = timezone.localtime(at).date()
    rows = Cadence.objects.filter(dossier__closed_at=None, anchor__lte=until)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=today)).select_related("dossier")
    rows = rows.annotate(last=Max("cycles__number")).order_by("outside", "anchor", "pk")
    if not going_on:
        return list(rows)
    return [row for row in rows if row.last is not None and row.last < row.number_on(until)]
