"""Ask for a replay or a sweep: a short one is reckoned at once, a long one waits for a worker."""

from datetime import datetime
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.refusals import Refusal
from coordination.mail.services import ring
from coordination.people.models import User
from coordination.search.services import index_object
from escalation.ladder.models import Ladder
from escalation.ladder.services.facts import LadderFacts
from escalation.regions.models import Region

from ..models import Replay, Run, Sweep, Variant
from ..queries.grids import Grid
from ..queries.processes import process_of, recorded_rounds
from ..queries.showing import IN_FORCE
from ..queries.variants import (
    facts_of,
    in_force_between,
    trial_of,
    trial_of_ladder,
    whole_ladder,
    with_bounds,
)
from ..replaying.results import ENGINE
from ..replaying.trials import InForce, Trial
from .reckoning import keep, reckon
from .spans import SpanFacts, check_grid, day_in_words, refuse_span
from .variants import note, refuse_others

TASK = "escalation.lab.tasks.replay_waiting"
AT_ONCE = 1_500_000
"""So many points times days times regions take a fraction of a second."""

R = TypeVar("R", bound=Run)
Tried = dict[str, Trial | InForce]


def ask_replay(
    *, ladder: Ladder, variant: Variant | None, facts: SpanFacts, by: User, at: datetime
) -> Replay:
    """A replay of `variant`, beside `ladder` as it stands; without a variant of the ladder alone.

    Refuses who does not run the lab, a span that ends before it starts or of which there are no
    figures or no ladder, and figures known later than now.
    """
    refuse_others(by, ladder.dossier)
    whole = whole_ladder(ladder)
    trials: Tried = {"ladder": _held_against(whole, facts, by)}
    if variant is not None:
        found = with_bounds(Variant.objects.filter(pk=variant.pk)).get()
        base = whole if variant.based_on_id == ladder.pk else whole_ladder(variant.based_on)
        trials["variant"] = trial_of(facts_of(found, base), variant.name)
    head = _head(ladder, facts, trials, by, at)
    return _ask(Replay(variant=variant, **head), whole, 2)


def _held_against(ladder: Ladder, facts: SpanFacts, by: User) -> Trial | InForce:
    if not facts.in_force:
        return trial_of_ladder(ladder)
    found = in_force_between(ladder.scope, facts.first, facts.last, by)
    if not found.parts:
        raise Refusal(_("No ladder was in force in these days."), field="in_force")
    return found


def ask_sweep(*, ladder: Ladder, grid: Grid, facts: SpanFacts, by: User, at: datetime) -> Sweep:
    """Every point of `grid` over `ladder`, beside what it is held against.

    Refuses as a replay does, and a grid that is too large or holds what is no ladder.
    """
    refuse_others(by, ladder.dossier)
    whole = whole_ladder(ladder)
    check_grid(grid, LadderFacts.of(whole))
    trials: Tried = {"ladder": trial_of_ladder(whole)}
    if facts.in_force:
        trials[IN_FORCE] = _held_against(whole, facts, by)
    run = Sweep(grid=grid.kept(), size=grid.size, **_head(ladder, facts, trials, by, at))
    return _ask(run, whole, grid.size)


def _head(
    ladder: Ladder, facts: SpanFacts, trials: Tried, by: User, at: datetime
) -> dict[str, Any]:
    refuse_span(facts, {code for one in trials.values() for code in one.indicators}, at)
    process = process_of(facts.process) if facts.process else None
    start, end = facts.first, facts.last
    asks = {
        "engine": ENGINE,
        "trials": {name: trial.kept() for name, trial in trials.items()},
        "flip_weeks": facts.flip_weeks,
        "process": process.kept() if process else None,
        "recorded": vars_of(recorded_rounds(by, ladder.scope, start, end)),
    }
    return {
        "dossier": ladder.dossier,
        "ladder": ladder,
        "process": facts.process,
        "first": facts.first,
        "last": facts.last,
        "known_at": facts.known_at,
        "flip_weeks": facts.flip_weeks,
        "in_force": facts.in_force,
        "asked_at": at,
        "asked_by": by,
        "asks": asks,
    }


def vars_of(recorded: Any) -> dict[str, Any]:
    return {name: getattr(recorded, name) for name in recorded.__dataclass_fields__}


def _ask(run: R, ladder: Ladder, size: int) -> R:
    regions = list(
        Region.objects.visible_to(run.asked_by).filter(scope=ladder.scope).order_by("code")
    )
    if not regions:
        raise Refusal(_("You see no region that this ladder speaks of."), field="first")
    days = (run.last - run.first).days + 1
    if size * days * len(regions) > AT_ONCE:
        return _later(run, regions)
    reckon(run, regions)
    return _at_once(run, regions)


@deed
def _later(run: R, regions: list[Region]) -> R:
    _save(run, regions)
    verb = f"{run._meta.model_name}_asked"
    note(verb, run, by=run.asked_by, at=run.asked_at)
    transaction.on_commit(partial(ring, TASK), robust=True)
    return run


@deed
def _at_once(run: R, regions: list[Region]) -> R:
    _save(run, regions)
    keep(run, by=run.asked_by, at=run.asked_at)
    return run


def _save(run: Any, regions: list[Region]) -> None:
    run.save(force_insert=True)
    run.regions.set(regions)
    index_object(
        run,
        dossier=run.dossier,
        title=str(run) if isinstance(run, Replay) else run.ladder.name,
        hint=f"{day_in_words(run.first)} – {day_in_words(run.last)}",
        text=run.ladder.code,
        url=run.get_absolute_url(),
        at=run.asked_at,
    )
