"""Load the example: only what is missing, moved by the weeks of its first load."""

import json
from datetime import date, datetime, timedelta

from django.db import transaction

from coordination.audit.deeds import deed, record
from coordination.audit.models import AuditEvent

from .registry import FIRST_MONDAY, Shift, example

LOADED = "example.loaded"


def load_example(
    *, at: datetime, today: date, on: date | None = None, figures: bool = True
) -> Shift:
    """Add the example's missing rows and return how it was moved.

    The first load fixes the weeks for good: the first Monday becomes the latest one at least two
    days back, or the Monday of the week of `on`. Later loads alter nothing that stands. Without
    `figures` none are made up.
    """
    weeks = weeks_of_first_load()
    if weeks is None:
        first = weeks_to(on or today - timedelta(days=2))
        return _load_first(shift=Shift(weeks=first, now=at, figures=figures))
    shift = Shift(weeks=weeks, now=at, figures=figures)
    with transaction.atomic():
        _run(shift)
    return shift


def weeks_to(day: date) -> int:
    """From the documents' first Monday to the Monday of the week of `day`."""
    monday = day - timedelta(days=day.weekday())
    return (monday - FIRST_MONDAY).days // 7


def weeks_of_first_load() -> int | None:
    first = AuditEvent.objects.filter(action=LOADED).order_by("seq").first()
    return int(json.loads(first.payload)["weeks"]) if first else None


@deed
def _load_first(*, shift: Shift) -> Shift:
    _run(shift)
    record(LOADED, None, by=None, at=shift.now, weeks=shift.weeks)
    return shift


def _run(shift: Shift) -> None:
    for load in example:
        load(shift)
