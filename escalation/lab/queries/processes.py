"""Variants of the process, and what the rounds of before say of its steps."""

import uuid
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Prefetch, QuerySet

from coordination.kit.moments import midnight
from escalation.ladder.models import ProcessStep, Round, StepKind

from ..models import ProcessRule, ProcessVariant
from ..replaying.process import Process, Recorded, Settling

HOUR = timedelta(hours=1)


def with_rules(rows: QuerySet[Any]) -> QuerySet[Any]:
    rules = ProcessRule.objects.order_by("position")
    return rows.select_related("dossier").prefetch_related(Prefetch("rules", rules))


def list_processes(user: Any) -> QuerySet[Any]:
    """By name, with their rules."""
    return with_rules(ProcessVariant.objects.visible_to(user)).order_by("name", "pk")


def process_of(variant: ProcessVariant) -> Process:
    return Process(
        variant.name,
        tuple(
            Settling(one.direction, one.most_steps, one.highest, one.settler, one.hours)
            for one in variant.rules.order_by("position")
        ),
        variant.minister_hours,
    )


def recorded_rounds(user: Any, scope: str, first: date, last: date) -> Recorded:
    """Median hours of the rounds that came into force in these days, as far as she sees them.

    From the first step of a round to its determination, and from there to in force. A round that
    a body below ministers settled never went up.
    """
    start, end = midnight(first), midnight(last + timedelta(days=1))
    rounds = Round.objects.visible_to(user).filter(
        region__scope=scope, opened_at__gte=start, opened_at__lt=end
    )
    lower = set(rounds.filter(settled_by__isnull=False).values_list("pk", flat=True))
    steps = ProcessStep.objects.filter(round__in=rounds).values_list("round_id", "kind", "at")
    taken: dict[uuid.UUID, dict[str, datetime]] = {}
    for key, kind, at in steps.order_by("round_id", "-at"):
        # of several talks of meaning the first counts
        taken.setdefault(key, {})[kind] = at
    determined, after = [], []
    for key, of_round in taken.items():
        set_at = of_round.get(StepKind.DETERMINATION)
        if set_at is None or key in lower:
            continue
        determined.append(set_at - min(of_round.values()))
        if StepKind.IN_FORCE in of_round:
            after.append(max(of_round[StepKind.IN_FORCE] - set_at, timedelta(0)))
    return Recorded(
        rounds=rounds.count(), up=len(determined), determined=_hours(determined),
        after=_hours(after),
    )  # fmt: skip


def _hours(spans: list[timedelta]) -> int | None:
    return round(median(span / HOUR for span in spans)) if spans else None
