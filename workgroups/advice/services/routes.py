"""The usual routes of a cadence, kept as rows."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.cycle.models import Cadence, Slot
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import checked
from coordination.people.models import User

from ..models import LineKind, RouteStep, RouteTemplate, StopPurpose
from ..permissions import can_keep_routes

MOST_STEPS = 8
"""As many as the form of a route offers: it may not lose what the API kept."""
MOST_CYCLES = 12


@dataclass(frozen=True)
class StepFacts:
    """A slot, so many cycles after the question; at most one step of a route answers."""

    slot: Slot
    cycles_later: int
    purpose: StopPurpose
    answers: bool = False


@dataclass(frozen=True)
class RouteFacts:
    """A route as it is filled in, its steps in order."""

    name_nl: str
    name_en: str
    kind: LineKind
    steps: tuple[StepFacts, ...]


@deed
def keep_route(
    *,
    cadence: Cadence,
    facts: RouteFacts,
    by: User,
    at: datetime,
    route: RouteTemplate | None = None,
    version: int = 0,
) -> RouteTemplate:
    """A new route of the cadence, or `route` with these steps; lines that run keep theirs.

    Refuses who does not keep the rhythm, a slot of another cadence or of an event, no step at
    all, steps that go back in time, two that answer, and a name that is there already.
    """
    refuse_others(cadence, by)
    if route is not None:
        route = locked(route)
        refuse_stale(route, version)
    names = {
        "name_nl": checked(facts.name_nl, "name_nl", needed=_("Give it a name."), longest=120),
        "name_en": checked(facts.name_en, "name_en", needed=_("Give it a name."), longest=120),
    }
    _refuse_impossible(cadence, facts.steps)
    same = RouteTemplate.objects.present().filter(cadence=cadence, name_nl=names["name_nl"])
    if same.exclude(pk=route.pk if route else None).exists():
        raise Refusal(_("This cadence has a route of that name already."), field="name_nl")
    kept = route or RouteTemplate(cadence=cadence, version=0, created_at=at, created_by=by)
    kept.name_nl, kept.name_en, kept.kind = names["name_nl"], names["name_en"], facts.kind
    kept.version += 1
    kept.save()
    kept.steps.all().delete()
    RouteStep.objects.bulk_create(
        RouteStep(
            template=kept,
            position=position,
            slot=step.slot,
            cycles_later=step.cycles_later,
            purpose=step.purpose,
            answers=step.answers,
        )
        for position, step in enumerate(facts.steps, start=1)
    )
    record(
        "advice.route_kept",
        kept,
        by=by,
        at=at,
        dossier=cadence.dossier_id,
        name=kept.name_nl,
        steps=len(facts.steps),
    )
    return kept


@deed
def remove_route(*, route: RouteTemplate, version: int, by: User, at: datetime) -> RouteTemplate:
    """The route is offered no more; lines that follow it go on."""
    refuse_others(route.cadence, by)
    route = locked(route)
    refuse_stale(route, version)
    if route.removed_at is not None:
        raise Refusal(_("This route was removed already."))
    route.removed_at, route.removed_by = at, by
    route.version += 1
    route.save()
    record("advice.route_removed", route, by=by, at=at, dossier=route.cadence.dossier_id)
    return route


def refuse_others(cadence: Cadence, by: User) -> None:
    if not can_keep_routes(by, cadence):
        raise NotAllowed(_("Only who keeps the rhythm keeps its routes."))


def _refuse_impossible(cadence: Cadence, steps: tuple[StepFacts, ...]) -> None:
    if not steps:
        raise Refusal(_("A route has at least one step."), field="steps")
    if len(steps) > MOST_STEPS:
        raise Refusal(_("A route has at most 8 steps."), field="steps")
    if sum(step.answers for step in steps) > 1:
        raise Refusal(_("The answer is promised at one step only."), field="steps")
    before = (-1, -1)
    for step in steps:
        if step.slot.cadence_id != cadence.pk or step.slot.body_id is None:
            raise Refusal(_("Choose meetings of this cadence."), field="steps")
        if not 0 <= step.cycles_later <= MOST_CYCLES:
            raise Refusal(_("Count between 0 and 12 cycles on."), field="steps")
        moment = (step.cycles_later, step.slot.day_offset)
        if moment < before:
            raise Refusal(_("A step comes after the one before it; order them."), field="steps")
        before = moment
