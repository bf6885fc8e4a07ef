"""Sweeps, processes, and a replay that becomes a draft of the ladder."""

import random
from decimal import Decimal

import pytest

from coordination.kit.refusals import Refusal
from coordination.prints.codes import Code, read_code
from coordination.prints.registries import kind_of
from escalation.lab.freezing import document_of
from escalation.lab.models import LadderBasis, ProcessVariant, Sweep
from escalation.lab.queries.grids import Grid
from escalation.lab.queries.settling import settled
from escalation.lab.queries.showing import shown
from escalation.lab.queries.sweeps import Gain, edge_of, swept_of
from escalation.lab.replaying.process import Settling
from escalation.lab.services.asking import ask_sweep
from escalation.lab.services.drafting import draft_replayed
from escalation.lab.services.processes import ProcessFacts, make_process
from escalation.lab.services.spans import SpanFacts
from escalation.lab.services.variants import discard_variant
from escalation.ladder.models import Ladder
from escalation.ladder.queries.ladders import by_code
from escalation.ladder.services.drafting import discard_draft
from escalation.ladder.services.slowness import NotSlow

from .conftest import FIRST, KNOWN, LAST, Setting

pytestmark = pytest.mark.django_db

SECOND = "positive_tests/2"


def sweep(setting: Setting, *numbers: str, **axes: tuple[int, ...]) -> Sweep:
    lowest, highest, step = (Decimal(number) for number in numbers)
    return ask_sweep(
        ladder=setting.ladder,
        grid=Grid(SECOND, lowest, highest, step, **axes),
        facts=SpanFacts(FIRST, LAST),
        by=setting.coordinator,
        at=KNOWN,
    )


def test_a_point_of_a_sweep_says_what_its_replay_says(setting: Setting) -> None:
    result = swept_of(sweep(setting, "45", "90", "45", weeks_down=(1, 2)))
    now, *points = result.tried(range(5))
    assert (now.summary.won, now.summary.changes) == (8, 4)
    found = [(int(one.point.value), one.point.weeks_down) for one in points if one.point]
    assert found == [(45, 1), (45, 2), (90, 1), (90, 2)]
    alone = shown(setting.replay(setting.variant("45", weeks_down=2))).main
    assert (points[1].summary.won, points[1].summary.changes) == (alone.won, alone.changes)


def test_of_what_nothing_is_better_than_the_edge_is_made() -> None:
    flat = [Gain(*one, 0) for one in ((4, 8), (2, 5), (2, 9), (6, 12), (6, 12), (9, 11))]
    assert list(edge_of(flat)) == [2, 3]


def test_a_ladder_that_is_always_too_heavy_is_not_all_of_the_edge() -> None:
    """It never changes and wins most; what costs fewer days above stays on the edge beside it."""
    heavy, lower, slow = Gain(0, 900, 5000), Gain(40, 120, 300), Gain(20, 60, 200)
    worse = Gain(50, 110, 320)
    assert sorted(edge_of([heavy, lower, slow, worse])) == [0, 1, 2]


def test_the_edge_is_what_comparing_every_pair_finds() -> None:
    drawn = random.Random(3)  # noqa: S311  numbers to compare, no secrets
    gains = [Gain(*(drawn.randrange(12) for _part in range(3))) for _number in range(300)]

    def beats(one: int, other: int) -> bool:
        a, b = gains[one], gains[other]
        as_good = a.changes <= b.changes and a.won >= b.won and a.above <= b.above
        return as_good and (a != b or one < other)

    every = range(len(gains))
    expected = [n for n in every if not any(beats(other, n) for other in every if other != n)]
    assert sorted(edge_of(gains)) == expected


@pytest.mark.parametrize(
    ("numbers", "field", "words"),
    [
        (("45", "40", "1"), "highest", "lager dan het begint"),
        (("40", "45", "0"), "step", "meer dan 0"),
        (("1", "149", "0.01"), "step", "14.801"),
        (("100", "160", "10"), "highest", "160"),
    ],
)
def test_a_grid_that_cannot_be_swept_is_refused(
    setting: Setting, numbers: tuple[str, ...], field: str, words: str
) -> None:
    with pytest.raises(Refusal) as refused:
        sweep(setting, *numbers)
    assert refused.value.field == field
    assert words in str(refused.value.sentence)


def test_a_hysteresis_larger_than_the_step_is_refused(setting: Setting) -> None:
    """From 150 down 70 per cent is 45, below the 50 where level 2 starts."""
    with pytest.raises(NotSlow) as refused:
        setting.variant("50", hysteresis=70)
    assert "66" in str(refused.value.sentence)


def test_what_the_region_may_settle_does_not_go_up(setting: Setting) -> None:
    process = make_process(
        dossier=setting.ladder.dossier,
        facts=ProcessFacts("Door de regio", "", 72, (Settling("up", 1, 2, "region", 24),)),
        by=setting.coordinator,
        at=KNOWN,
    )
    assert ProcessVariant.objects.get() == process
    replay = setting.replay(setting.variant("45"), process=process)
    found = settled(replay, shown(replay).regions)
    now, here = found.now.course, found.here.course
    assert (now.up, here.up, here.by) == (4, 2, {"region": 2})
    assert (here.hours, here.longest) == (48, 72)
    assert shown(replay).main.upward == 2


def test_a_variant_becomes_a_draft_that_says_what_it_rests_on(setting: Setting) -> None:
    variant = setting.variant("45", weeks_up=1, weeks_down=2, hysteresis=10)
    replay = setting.replay(variant)
    by = setting.coordinator
    draft = draft_replayed(replay=replay, code="v4", name="Lager", by=by, at=KNOWN)
    basis = LadderBasis.objects.get(ladder=draft)
    assert (basis.replay, basis.paper.dossier) == (replay, setting.ladder.dossier)
    whole = by_code("v4")
    assert whole is not None
    assert whole.levels.get(rank=2).thresholds.get().lower == 45
    assert (whole.weeks_up, whole.weeks_down, whole.hysteresis) == (1, 2, 10)
    assert replay.sha256[:12] in draft.source
    with pytest.raises(Refusal):
        discard_variant(variant=variant, version=1, by=by, at=KNOWN)
    said = document_of(replay, at=KNOWN)["printed"]
    assert read_code(said["code"]) == Code.of(kind_of(replay).number, replay.pk, KNOWN)
    discard_draft(ladder=draft, version=draft.version, by=by, at=KNOWN)
    assert not Ladder.objects.filter(code="v4").exists()
