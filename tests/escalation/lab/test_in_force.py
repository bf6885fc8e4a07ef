"""What was in force: versions of the ladder that followed each other, in one replay."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.kit.refusals import Refusal
from escalation.lab.describing import followed
from escalation.lab.models import Sweep
from escalation.lab.queries.checking import check_replay
from escalation.lab.queries.grids import Grid
from escalation.lab.queries.showing import shown
from escalation.lab.queries.sweeps import swept_of
from escalation.lab.replaying.ground import Ground, Place
from escalation.lab.replaying.levels import replay
from escalation.lab.replaying.trials import InForce, Part, Trial
from escalation.lab.services.asking import ask_sweep
from escalation.lab.services.spans import SpanFacts
from escalation.ladder.models import Ladder, Measured, Window
from escalation.ladder.queries.assessments import outcomes_on
from escalation.ladder.queries.rule import Bound, Pace, Rule, Scale

from .conftest import FIRST, KNOWN, LAST, Setting

pytestmark = pytest.mark.django_db

SWITCH = date(2020, 10, 26)


@pytest.fixture
def two_versions(setting: Setting, published: dict[str, Ladder]) -> Setting:
    """v1 until 25 October with its second level above 90, then v1b as it was."""
    first, second = published["v1"], published["v1b"]
    Ladder.objects.filter(pk=first.pk).update(valid_to=SWITCH - timedelta(days=1), version=9)
    first.levels.get(rank=2).thresholds.update(lower=90)
    Ladder.objects.filter(pk=second.pk).update(valid_from=SWITCH, version=9)
    return setting


def test_each_version_gives_the_levels_of_its_own_days(two_versions: Setting) -> None:
    """84 from 22 October on is level 1 by the first, and level 2 from the day of the second."""
    found = two_versions.replay(in_force=True)
    row = found.found["ladder"]["levels"]["VR01"]
    assert row.index("2") == (SWITCH - found.first).days
    assert "1" not in row[row.index("2") : (date(2020, 11, 15) - found.first).days]
    assert followed(found) == [
        ("v1", found.first, SWITCH - timedelta(days=1)),
        ("v1b", SWITCH, LAST),
    ]
    assert str(found) == "Wat van kracht was"
    assert (shown(found).main.won, found.held_against) == (4, "wat van kracht was")
    alone = two_versions.replay()
    assert (
        alone.found["ladder"]["levels"]["VR01"].index("2")
        == (date(2020, 10, 22) - LAST).days + (LAST - alone.first).days
    )


def test_a_variant_is_held_against_what_was_in_force(two_versions: Setting) -> None:
    found = shown(two_versions.replay(two_versions.variant("45"), in_force=True))
    assert found.ladder is not None
    assert (found.ladder.won, found.main.won) == (4, 9)


def test_it_repeats_and_its_seal_holds(two_versions: Setting) -> None:
    found = two_versions.replay(in_force=True)
    check = check_replay(type(found).objects.get(pk=found.pk))
    assert (check.repeated, check.same_figures) == (True, True)


def test_a_sweep_is_held_against_what_was_in_force(two_versions: Setting) -> None:
    """Point 0 says what that replay says; the grid itself is still one over the ladder."""
    grid = Grid("positive_tests/2", Decimal(45), Decimal(50), Decimal(5))
    by, ladder = two_versions.coordinator, two_versions.ladder
    alone, held = (
        swept_of(
            ask_sweep(
                ladder=ladder,
                grid=grid,
                facts=SpanFacts(FIRST, LAST, in_force=in_force),
                by=by,
                at=KNOWN,
            )
        )
        for in_force in (False, True)
    )
    assert held.rows[1:] == alone.rows[1:]
    assert held.rows[2] == alone.rows[0]
    in_force = shown(two_versions.replay(in_force=True)).main
    point = held.tried([0])[0].summary
    assert (point.won, point.changes, point.above) == (4, in_force.changes, in_force.above)


def test_a_sweep_says_in_a_browser_and_over_the_api_what_it_was_held_against(
    two_versions: Setting, sign_in: Callable[..., Client]
) -> None:
    browser = sign_in(two_versions.coordinator)
    grid = {"which": "all", "lowest": "80", "highest": "100", "step": "20", "windows": "7",
            "weeks_up": "1", "weeks_down": "1", "hysteresis": "0"}  # fmt: skip
    typed = {"first": FIRST, "last": LAST, "flip_weeks": 2, "in_force": "on", **grid}
    browser.post(reverse("lab:sweep_new", args=[two_versions.ladder.pk]), typed)
    sweep = Sweep.objects.get()
    page = browser.get(sweep.get_absolute_url()).content.decode()
    assert "De rand, naast: wat van kracht was" in page
    assert "v1: 13 oktober 2020 – 25 oktober 2020" in page
    read = browser.get(f"/api/v1/sweeps/{sweep.pk}").json()
    assert (read["in_force"], [one["code"] for one in read["versions"]]) == (True, ["v1", "v1b"])


def test_days_without_any_version_are_refused(setting: Setting) -> None:
    Ladder.objects.exclude(pk=setting.ladder.pk).update(valid_from=date(2030, 1, 1), valid_to=None)
    Ladder.objects.filter(pk=setting.ladder.pk).update(
        valid_from=date(2029, 1, 1), valid_to=None, version=9
    )
    with pytest.raises(Refusal) as refused:
        setting.replay(in_force=True)
    assert refused.value.field == "in_force"


def trial(*lowers: int, **more: Any) -> Trial:
    bounds = tuple(Bound(rank, lower, rank == 1) for rank, lower in enumerate(lowers, 1))  # type: ignore[arg-type]  # whole numbers will do
    scale = Scale("tests", 100_000, 3, bounds)
    rule = Rule("t", Window.TRAILING, 1, Measured.TOTAL, None, (scale,), Pace(**more))
    return Trial(rule)


def test_a_slow_version_begins_anew_as_an_assessment_by_it_does() -> None:
    """The first one would hold the level for four weeks; the second begins with what it says."""
    first = date(2020, 10, 1)
    values = [*[100_00] * (36 + 10), *[1_00] * 30]
    last, places = first + timedelta(days=29), (Place("VR01", 100_000),)
    ground = Ground(places, first, last, {"tests": {"VR01": values}}, {})
    switch = first + timedelta(days=15)
    parts = (
        Part(first, switch - timedelta(days=1), trial(0, 50, weeks_down=4)),
        Part(switch, last, trial(0, 50, weeks_down=2)),
    )
    [batch] = replay(ground, [InForce(parts)])
    assert batch.ranks[:, 0, 0].tolist() == [2] * 15 + [1] * 15


def test_the_levels_are_those_that_each_version_assesses(two_versions: Setting) -> None:
    found = two_versions.replay(in_force=True)
    days = [found.first + timedelta(days=n) for n in range((LAST - found.first).days + 1)]
    expected: dict[str, str] = {}
    for on in days:
        for outcome in outcomes_on(on):
            code = outcome.region.code
            expected[code] = expected.get(code, "") + str(outcome.verdict.rank or 0)
    assert found.found["ladder"]["levels"] == expected


def test_days_of_no_version_are_not_known() -> None:
    first = date(2020, 10, 1)
    ground = Ground(
        (Place("VR01", 100_000),), first, first + timedelta(days=9),
        {"tests": {"VR01": [100_00] * 46}}, {},
    )  # fmt: skip
    parts = (
        Part(first, first + timedelta(days=2), trial(0, 50)),
        Part(first + timedelta(days=6), ground.last, trial(0, 150)),
    )
    [batch] = replay(ground, [InForce(parts)])
    known = batch.known[:, 0].tolist()
    assert known == [True] * 3 + [False] * 3 + [True] * 4
    assert batch.ranks[6:, 0, 0].tolist() == [1] * 4
