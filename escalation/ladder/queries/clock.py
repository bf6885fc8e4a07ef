"""The clock of a round: when each step was taken, how long each took, which took longest."""

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from django.db.models import Q, QuerySet

from coordination.people.models import User
from escalation.regions.models import Region

from ..models import ProcessStep, Proposal, Round, StepKind

Span = tuple[datetime, datetime]
ORDER = {kind: place for place, kind in enumerate(StepKind.values)}


@dataclass(frozen=True, slots=True)
class Tick:
    """A step that was taken, and how long after the one before it."""

    step: ProcessStep
    after: timedelta | None
    slowest: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """The round of a region that runs, or the last one that ran."""

    round: Round
    ticks: list[Tick]
    to_come: list[StepKind]

    @property
    def total(self) -> timedelta | None:
        """From the first step to the last."""
        return self.ticks[-1].step.at - self.ticks[0].step.at if len(self.ticks) > 1 else None

    @property
    def slowest(self) -> Tick | None:
        return next((tick for tick in self.ticks if tick.slowest), None)


def clock_of(region: Region, user: User, *, at: datetime) -> Clock | None:
    """Of the round that ran at that moment, else of the newest before it.

    None before the first and for who may not see it.
    """
    rounds = Round.objects.visible_to(user).filter(region=region, opened_at__lte=at)
    rounds = rounds.select_related("settled_by")
    found = rounds.order_by("-opened_at", "-pk").first()
    if found is None:
        return None
    over = found.closed_at is not None and found.closed_at <= at
    known = found.steps if over else found.steps.filter(at__lte=at)
    steps = list(known.select_related("by__organisation").order_by("at", "pk"))
    # steps of one moment stand in the order of the process
    steps.sort(key=lambda step: (step.at, ORDER[step.kind]))
    furthest = max((ORDER[step.kind] for step in steps), default=-1)
    to_come = [] if over else [kind for kind in StepKind if ORDER[kind] > furthest]
    return Clock(found, _ticks(steps), to_come)


def _ticks(steps: list[ProcessStep]) -> list[Tick]:
    leads = [later.at - earlier.at for earlier, later in itertools.pairwise(steps)]
    longest = max(leads, default=timedelta(0))
    slow = leads.index(longest) + 1 if longest else None
    return [
        Tick(step, leads[place - 1] if place else None, place == slow)
        for place, step in enumerate(steps)
    ]


@dataclass(frozen=True, slots=True)
class Settled:
    """Of a span of days: what went up to ministers, and what was settled lower."""

    up: int
    lower: int


def went_up(
    user: User, first: datetime, last: datetime, *, at: datetime | None = None
) -> QuerySet[Proposal]:
    """Proposals of that span whose round no body below ministers had settled, by `at` or by now."""
    settled = Q(round__settled_by__isnull=False)
    if at is not None:
        settled &= Q(round__closed_at__lte=at)
    found = Proposal.objects.visible_to(user).exclude(settled).filter(proposed_at__gte=first)
    found = found.filter(proposed_at__lt=last)
    if at is not None:
        found = found.filter(proposed_at__lte=at)
    ordered: QuerySet[Proposal] = found.order_by("proposed_at", "pk")
    return ordered


def settled_lower(
    user: User, first: datetime, last: datetime, *, at: datetime | None = None
) -> QuerySet[Round]:
    """Rounds that a body below the ministers closed in that span, by `at` or by now."""
    found = Round.objects.visible_to(user).filter(settled_by__isnull=False, closed_at__gte=first)
    found = found.filter(closed_at__lt=last)
    if at is not None:
        found = found.filter(closed_at__lte=at)
    ordered: QuerySet[Round] = found.order_by("closed_at", "pk")
    return ordered


def settled_between(user: User, spans: Sequence[Span]) -> list[Settled]:
    """Of each span: rounds that were put to ministers, and those that a body below them closed.

    Two queries for any number of spans.
    """
    first, last = min(start for start, _end in spans), max(end for _start, end in spans)
    up = list(went_up(user, first, last).values_list("proposed_at", "round"))
    moments: list[Any] = list(settled_lower(user, first, last).values_list("closed_at", flat=True))
    return [
        Settled(
            len({round_ for at, round_ in up if start <= at < end}),
            sum(start <= at < end for at in moments),
        )
        for start, end in spans
    ]


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long rounds took until a step: half of them less than `median`, `worst` at most where."""

    kind: StepKind
    rounds: int
    median: timedelta
    worst: timedelta
    region: Region
    slowest: bool


def lead_times(user: User, start: datetime, end: datetime) -> list[LeadTime]:
    """Per step, in their order, of the rounds that were closed in that span; one query."""
    rounds = Round.objects.visible_to(user).filter(closed_at__gte=start, closed_at__lt=end)
    steps = ProcessStep.objects.filter(round__in=rounds).select_related("region")
    took: dict[str, list[tuple[timedelta, Region]]] = {}
    ordered_steps = steps.order_by("round", "at", "pk")
    by_round = itertools.groupby(ordered_steps, key=lambda step: step.round_id)
    for _round, taken in by_round:
        ordered = sorted(taken, key=lambda step: (step.at, ORDER[step.kind]))
        for earlier, later in itertools.pairwise(ordered):
            took.setdefault(later.kind, []).append((later.at - earlier.at, later.region))
    medians = {kind: _median([lead for lead, _region in found]) for kind, found in took.items()}
    longest = max(medians.values(), default=timedelta(0))
    found = []
    for kind in sorted(took, key=lambda one: ORDER[one]):
        worst, region = max(took[kind], key=lambda one: (one[0], one[1].code))
        slowest = bool(longest) and medians[kind] == longest
        count, middle = len(took[kind]), medians[kind]
        found.append(LeadTime(StepKind(kind), count, middle, worst, region, slowest))
    return found


def _median(leads: list[timedelta]) -> timedelta:
    return timedelta(seconds=median(lead.total_seconds() for lead in leads))
