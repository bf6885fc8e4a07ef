"""Variants as facts, ready to be checked, compared with a ladder, and tried."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet

from coordination.kit.work import WorkStatus
from escalation.ladder.models import Ladder
from escalation.ladder.queries.ladders import adopted, fill_levels, rule_of
from escalation.ladder.queries.rule import Bound, Pace, Rule, Scale
from escalation.ladder.services.facts import BoundFacts, LadderFacts, LevelFacts
from escalation.regions.models import Indicator

from ..models import Replay, Sweep, Variant, VariantBound
from ..replaying.trials import InForce, Part, Trial

HEAD = (
    "combination", "window", "window_days", "measured", "per_inhabitants", "decimals",
    "weeks_up", "weeks_down", "hysteresis",
)  # fmt: skip
"""What a variant holds in the place of its ladder, beside the bounds."""


@dataclass(frozen=True)
class VariantFacts:
    """What a variant says: `ladder` as the ladder it would be."""

    name: str
    ladder: LadderFacts
    why: str = ""


def whole_ladder(ladder: Ladder) -> Ladder:
    """The same with its levels, thresholds and measures: three queries, once."""
    fill_levels([ladder])
    return ladder


def with_bounds(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Variants with their bounds, and the ladder they were made from."""
    bounds = VariantBound.objects.select_related("indicator").order_by("rank", "indicator__code")
    return rows.select_related("based_on", "dossier").prefetch_related(Prefetch("bounds", bounds))


def facts_of(variant: Variant, ladder: Ladder) -> VariantFacts:
    """Of a variant with its bounds; `ladder` is what it was made from, whole."""
    base = LadderFacts.of(ladder)
    bounds: dict[int, list[BoundFacts]] = {}
    for one in variant.bounds.all():
        said = BoundFacts(one.indicator.code, one.lower.normalize(), one.inclusive)
        bounds.setdefault(one.rank, []).append(said)
    tried = replace(base, **{name: getattr(variant, name) for name in HEAD})
    return VariantFacts(variant.name, with_those(tried, bounds), variant.why)


def facts_of_ladder(ladder: Ladder, name: str = "") -> VariantFacts:
    """The ladder as it stands, as the variant that changes nothing."""
    return VariantFacts(name or ladder.name, LadderFacts.of(ladder))


def with_those(facts: LadderFacts, bounds: dict[int, list[BoundFacts]]) -> LadderFacts:
    """The same ladder with these bounds; a level that the ladder lost since keeps its number."""
    named = {level.rank: level for level in facts.levels}
    levels = [
        replace(named.get(rank) or LevelFacts(rank, str(rank), str(rank)), bounds=tuple(found))
        for rank, found in sorted(bounds.items())
    ]
    return replace(facts, levels=tuple(levels))


def trial_of(facts: VariantFacts, code: str) -> Trial:
    """What is replayed of it; `code` says in a frozen replay which this was."""
    return Trial(_rule(facts.ladder, code))


def trial_of_ladder(ladder: Ladder) -> Trial:
    return Trial(rule_of(ladder))


def in_force_between(scope: str, first: date, last: date, user: Any) -> InForce:
    """The versions she sees that were in force in these days, each on its own of them."""
    found = adopted().between(scope, first, last)
    seen = Ladder.objects.visible_to(user).filter(pk__in=[one.pk for one in found])
    mine = set(seen.values_list("pk", flat=True))
    return InForce(
        tuple(
            Part(
                max(one.valid_from or first, first),
                min(one.valid_to or last, last),
                trial_of_ladder(one),
            )
            for one in found
            if one.pk in mine
        )
    )


def _rule(facts: LadderFacts, code: str) -> Rule:
    found = Indicator.objects.filter(code__in=facts.indicators)
    indicators = {one.code: one for one in found}
    scales = []
    for name in facts.indicators:
        bounds = [(level.rank, level.bound(name)) for level in facts.levels]
        scales.append(
            Scale(
                indicator=name,
                per=indicators[name].per if facts.per_inhabitants else None,
                stale_after=indicators[name].stale_after,
                bounds=tuple(
                    Bound(rank, one.lower, one.inclusive) for rank, one in bounds if one is not None
                ),
            )
        )
    pace = Pace(facts.weeks_up, facts.weeks_down, facts.hysteresis)
    head = (code, facts.window, facts.window_days, facts.measured, facts.decimals)
    return Rule(*head, tuple(scales), pace)


def list_variants(user: Any) -> QuerySet[Any]:
    """Newest first, each with its newest replay as `newest` (its id, or none)."""
    return (
        Variant.objects.visible_to(user)
        .select_related("based_on", "created_by__organisation")
        .order_by("-created_at", "pk")
    )


def list_replays(user: Any) -> QuerySet[Any]:
    """Newest first, without the figures they were reckoned from."""
    return (
        Replay.objects.visible_to(user)
        .select_related("variant", "ladder", "process", "asked_by__organisation")
        .defer("asks")
        .order_by("-asked_at", "pk")
    )


def list_sweeps(user: Any) -> QuerySet[Any]:
    return (
        Sweep.objects.visible_to(user)
        .select_related("ladder", "asked_by__organisation")
        .defer("asks", "found")
        .order_by("-asked_at", "pk")
    )


def replays_beside(replay: Replay, user: Any) -> QuerySet[Any]:
    """Those over the same days that are done, to lay it beside."""
    same = list_replays(user).filter(first=replay.first, last=replay.last, status=WorkStatus.DONE)
    return same.filter(ladder__scope=replay.ladder.scope).exclude(pk=replay.pk)
