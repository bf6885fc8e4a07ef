"""Ask for a replay or a sweep: a short one is reckoned at once, a long one waits for a worker."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.refusals import Refusal
from coordination.mail.services import ring
from coordination.people.models import User
from coordination.search.services import index_object
from escalation.ladder.models import Ladder
from escalation.ladder.services.facts import LadderFacts
from escalation.regions.models import Region

from ..models import ProcessVariant, Replay, Run, Sweep, Variant
from ..queries.grids import ALL, Grid, Point, variant_at
from ..queries.grounds import imported
from ..queries.processes import process_of, recorded_rounds
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
from .variants import checked_variant, note, refuse_others

TASK = "escalation.lab.tasks.replay_waiting"
MOST_DAYS, MOST_POINTS = 1100, 10_000
AT_ONCE = 1_500_000
"""So many points times days times regions take a fraction of a second."""

R = TypeVar("R", bound=Run)


@dataclass(frozen=True)
class SpanFacts:
    """Over which days, with the figures known when, and by which process changes are settled.

    With `in_force` a replay is held against the versions of those days instead of one ladder.
    """

    first: date
    last: date
    known_at: datetime | None = None
    flip_weeks: int = 2
    process: ProcessVariant | None = None
    in_force: bool = False


def ask_replay(
    *, ladder: Ladder, variant: Variant | None, facts: SpanFacts, by: User, at: datetime
) -> Replay:
    """A replay of `variant`, beside `ladder` as it stands; without a variant of the ladder alone.

    Refuses who does not run the lab, a span that ends before it starts or of which there are no
    figures or no ladder, and figures known later than now.
    """
    refuse_others(by, ladder.dossier)
    whole = whole_ladder(ladder)
    trials: dict[str, Trial | InForce] = {"ladder": _held_against(whole, facts, by)}
    if variant is not None:
        found = with_bounds(Variant.objects.filter(pk=variant.pk)).get()
        base = whole if variant.based_on_id == ladder.pk else whole_ladder(variant.based_on)
        trials["variant"] = trial_of(facts_of(found, base), variant.name)
    head = _head(ladder, facts, trials, by, at)
    return _ask(Replay(variant=variant, in_force=facts.in_force, **head), whole, 2)


def _held_against(ladder: Ladder, facts: SpanFacts, by: User) -> Trial | InForce:
    if not facts.in_force:
        return trial_of_ladder(ladder)
    found = in_force_between(ladder.scope, facts.first, facts.last, by)
    if not found.parts:
        raise Refusal(_("No ladder was in force in these days."), field="in_force")
    return found


def ask_sweep(*, ladder: Ladder, grid: Grid, facts: SpanFacts, by: User, at: datetime) -> Sweep:
    """Every point of `grid`, and the ladder as it stands.

    Refuses as a replay does, and a grid that is too large or holds what is no ladder.
    """
    refuse_others(by, ladder.dossier)
    whole = whole_ladder(ladder)
    check_grid(grid, LadderFacts.of(whole))
    trials: dict[str, Trial | InForce] = {"ladder": trial_of_ladder(whole)}
    run = Sweep(grid=grid.kept(), size=grid.size, **_head(ladder, facts, trials, by, at))
    return _ask(run, whole, grid.size)


def check_grid(grid: Grid, ladder: LadderFacts) -> None:
    """The corners are looked at: between them nothing can be wrong that is right in both."""
    bounds = {
        f"{one.indicator}/{level.rank}" for level in ladder.levels[1:] for one in level.bounds
    }
    if grid.which not in {ALL, *bounds}:
        raise Refusal(_("Choose one of the list."), field="which")
    if grid.lowest < 0:
        raise Refusal(_("A threshold is 0 or more."), field="lowest")
    if grid.step <= 0:
        raise Refusal(_("A step is more than 0."), field="step")
    if grid.highest < grid.lowest:
        raise Refusal(_("The range ends below where it starts."), field="highest")
    if grid.size > MOST_POINTS:
        sentence = _("This grid has %(count)s points; at most %(most)s. Take larger steps.")
        said = {"count": f"{grid.size:,}".replace(",", "."), "most": f"{MOST_POINTS:,}"}
        raise Refusal(sentence % {**said, "most": said["most"].replace(",", ".")}, field="step")
    stickiest = max(grid.hysteresis)
    for value, field in ((grid.lowest, "lowest"), (grid.values[-1], "highest")):
        for window in grid.windows:
            for weeks in (*grid.weeks_up, *grid.weeks_down):
                point = Point(value, window, weeks, weeks, stickiest)
                _check_point(grid, point, ladder, field)


def _check_point(grid: Grid, point: Point, ladder: LadderFacts, field: str) -> None:
    axes = {"window_days": "windows", "weeks_up": "weeks_up", "hysteresis": "hysteresis"}
    try:
        checked_variant(variant_at(grid, point, ladder, "x"))
    except Refusal as refusal:
        where = axes.get(refusal.field or "", field)
        sentence = _("At %(value)s: %(sentence)s")
        said = {"value": f"{point.value:f}", "sentence": refusal.sentence}
        raise Refusal(sentence % said, field=where) from refusal


def _head(
    ladder: Ladder, facts: SpanFacts, trials: dict[str, Trial | InForce], by: User, at: datetime
) -> dict[str, Any]:
    _refuse_span(facts, trials, at)
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
        "asked_at": at,
        "asked_by": by,
        "asks": asks,
    }


def vars_of(recorded: Any) -> dict[str, Any]:
    return {name: getattr(recorded, name) for name in recorded.__dataclass_fields__}


def _refuse_span(facts: SpanFacts, trials: dict[str, Trial | InForce], at: datetime) -> None:
    if facts.last < facts.first:
        raise Refusal(_("The span ends before it starts."), field="last")
    if (facts.last - facts.first).days >= MOST_DAYS:
        sentence = _("A span holds at most %(most)d days.") % {"most": MOST_DAYS}
        raise Refusal(sentence, field="last")
    if not 1 <= facts.flip_weeks <= 26:
        raise Refusal(_("Say a number of weeks from 1 to 26."), field="flip_weeks")
    if facts.known_at is not None and facts.known_at > at:
        raise Refusal(_("Figures cannot be known later than now."), field="known_at")
    codes = {code for trial in trials.values() for code in trial.indicators}
    for code in sorted(codes):
        found = imported([code])
        if found is None:
            sentence = _("There are no figures of %(code)s at all. Read them in first.")
            raise Refusal(sentence % {"code": code}, field="first")
        # a level of a day is given by the figures of the days before it
        if facts.first > found[1] or facts.last <= found[0]:
            sentence = _(
                "There are no figures of %(code)s in this span; they run from %(a)s to %(b)s."
            )
            said = {"code": code, "a": _day(found[0]), "b": _day(found[1])}
            raise Refusal(sentence % said, field="first")


def _day(day: date) -> str:
    return date_format(day, "j F Y")


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
        hint=f"{_day(run.first)} – {_day(run.last)}",
        text=run.ladder.code,
        url=run.get_absolute_url(),
        at=run.asked_at,
    )
