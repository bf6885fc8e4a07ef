"""Variants of the example's ladder, a process, and one replay over the figures made up for it."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from coordination.example.registry import Shift, example
from coordination.people.models import User
from escalation.ladder.models import Ladder
from escalation.regions.models import Observation

from .models import Direction, ProcessVariant, Replay, Settler, Variant
from .queries.grids import ALL, Grid, Point, variant_at
from .queries.variants import facts_of_ladder, whole_ladder
from .replaying.process import Settling
from .services.asking import ask_replay
from .services.processes import ProcessFacts, make_process
from .services.spans import SpanFacts
from .services.variants import make_variant

COORDINATOR, LADDER = "coordinator@example.gov", "oefenladder"
WEEKS = 12

LOWER, SLOWER, CALMER = "Grenzen een vijfde lager", "Twee weken voor afschalen", "Rustige ladder"
POINTS = (
    (LOWER, "Oefentekst: hoeveel dagen eerder?", Point(Decimal(80), 7, 1, 1, 0)),
    (SLOWER, "Oefentekst: hoeveel minder heen en weer?", Point(Decimal(100), 7, 1, 2, 0)),
    (CALMER, "Oefentekst: lager, en trager omlaag.", Point(Decimal(80), 7, 1, 2, 10)),
)
PROCESS = ProcessFacts(
    name="Een niveau omhoog door de regio",
    why="Oefentekst: wat hoeft niet naar de minister?",
    minister_hours=72,
    rules=(Settling(Direction.UP, 1, 3, Settler.REGION, 24),),
)


def load(shift: Shift) -> None:
    """Add what is missing, by name."""
    ladder = Ladder.objects.filter(code=LADDER).first()
    if ladder is None:
        return
    by = User.objects.get(email=COORDINATOR)
    standing = set(Variant.objects.values_list("name", flat=True))
    base = facts_of_ladder(whole_ladder(ladder)).ladder
    grid = Grid(ALL, Decimal(80), Decimal(100), Decimal(20))
    for name, why, point in POINTS:
        if name not in standing:
            tried = variant_at(grid, point, base, name)
            make_variant(ladder=ladder, facts=replace(tried, why=why), by=by, at=shift.now)
    if not ProcessVariant.objects.exists():
        make_process(dossier=ladder.dossier, facts=PROCESS, by=by, at=shift.now)
    if Observation.objects.exists() and not Replay.objects.exists():
        _replay(ladder, by, shift)


def _replay(ladder: Ladder, by: User, shift: Shift) -> None:
    today = timezone.localdate(shift.now)
    facts = SpanFacts(today - timedelta(weeks=WEEKS), today, process=ProcessVariant.objects.first())
    lower = Variant.objects.get(name=LOWER)
    ask_replay(ladder=ladder, variant=lower, facts=facts, by=by, at=shift.now)


example.add("lab", load, order=86)
