"""Figures of an exercise come in day by day, with late bookings, and always the same."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from coordination.kit.refusals import Refusal
from escalation.exercise.models import Exercise, Inject
from escalation.exercise.services.figures import ScenarioFacts, set_scenario
from escalation.exercise.services.going import go_on
from escalation.exercise.services.injects import plan_inject
from escalation.ladder.models import Assessment, Ladder
from escalation.regions.generating import Wave
from escalation.regions.models import Observation, Origin
from tests.cast import MONDAY, Cast
from tests.escalation.regions.conftest import make_indicator

DAY = timedelta(days=1)
FACTS = ScenarioFacts(7, 28, 30, Decimal("2.5"), (Wave(40, 35),))


def make(exercise: Exercise, cast: Cast) -> int:
    exercise.refresh_from_db()
    return set_scenario(
        exercise=exercise, facts=FACTS, version=exercise.version, by=cast.secretary, at=MONDAY
    )


def figures() -> list[Any]:
    rows = Observation.objects.order_by("day", "known_at", "pk")
    return list(rows.values_list("day", "known_at", "value"))


def test_a_day_later_the_figures_of_a_day_more_are_known(
    exercise: Exercise, cast: Cast, groningen: Any
) -> None:
    make_indicator("positive_tests")
    assert make(exercise, cast) == 28
    go_on(at=MONDAY + DAY)
    go_on(at=MONDAY + DAY)
    added = figures()[28:]
    assert [(day, known.date()) for day, known, _value in added] == [
        (MONDAY.date(), (MONDAY + DAY).date())
    ]


def test_what_is_booked_late_is_corrected_as_days_go_by(
    exercise: Exercise, cast: Cast, groningen: Any
) -> None:
    make_indicator("hospital_admissions")
    make(exercise, cast)
    for days in range(1, 9):
        go_on(at=MONDAY + days * DAY)
    of_monday = [value for day, _known, value in figures() if day == MONDAY.date()]
    assert of_monday == sorted(of_monday)
    assert len(of_monday) > 1


def test_slowly_or_at_once_the_same_figures_stand_there(
    exercise: Exercise, cast: Cast, groningen: Any
) -> None:
    make_indicator("hospital_admissions")
    make(exercise, cast)
    for days in range(1, 6):
        go_on(at=MONDAY + days * DAY)
    slowly = figures()
    make(exercise, cast)
    go_on(at=MONDAY + 5 * DAY)
    assert figures() == slowly


def assessed() -> list[Any]:
    rows = Assessment.objects.order_by("on", "region__code", "assessed_at")
    return list(rows.values_list("on", "region__code", "level__rank", "figures", "assessed_at"))


def test_a_clock_set_days_ahead_assesses_every_day_that_passed(
    exercise: Exercise, cast: Cast, published: dict[str, Ladder]
) -> None:
    """With what was known on each, as when the story went there slowly."""
    make(exercise, cast)
    with transaction.atomic():
        for hours in range(12, 5 * 24, 12):
            go_on(at=MONDAY + timedelta(hours=hours))
        slowly = figures(), assessed()
        transaction.set_rollback(True)
    go_on(at=MONDAY + timedelta(hours=5 * 24 - 12))
    assert (figures(), [row[:-1] for row in assessed()]) == (
        slowly[0], [row[:-1] for row in slowly[1]],
    )  # fmt: skip
    days = {row[0] for row in assessed()}
    assert days == {MONDAY.date() + timedelta(days=n) for n in range(1, 5)}
    # by ten in the morning of its own day, and again where a late booking said otherwise
    first: dict[Any, Any] = {}
    for on, _region, _rank, _figures, at in assessed():
        first[on] = min(first.get(on, at), at)
    assert {on: timezone.localtime(at) for on, at in first.items()} == {
        on: timezone.make_aware(datetime.combine(on, time(10))) for on in days
    }


def test_an_inject_that_the_clock_passed_comes_at_its_own_moment(
    exercise: Exercise, cast: Cast, groningen: Any, facts: Any
) -> None:
    make_indicator("positive_tests")
    make(exercise, cast)
    due_at = MONDAY + timedelta(days=1, hours=3)
    plan_inject(exercise=exercise, facts=facts(due_at=due_at), by=cast.secretary, at=MONDAY)
    assert go_on(at=MONDAY + 4 * DAY) == 1
    assert Inject.objects.get().released_at == due_at


def test_reported_figures_are_never_mixed_with_made_up_ones(
    exercise: Exercise, cast: Cast, groningen: Any
) -> None:
    tests = make_indicator("positive_tests")
    Observation.objects.create(
        region=groningen,
        indicator=tests,
        day=MONDAY.date(),
        value=5,
        known_at=MONDAY,
        recorded_at=MONDAY,
    )
    assert make(exercise, cast) == 0
    assert Observation.objects.filter(origin=Origin.GENERATED).count() == 0


def test_a_scenario_of_too_few_days_is_refused(exercise: Exercise, cast: Cast) -> None:
    short = ScenarioFacts(7, 10, 30, Decimal(1))
    with pytest.raises(Refusal, match="28 dagen"):
        set_scenario(
            exercise=exercise, facts=short, version=exercise.version, by=cast.secretary, at=MONDAY
        )


def test_its_level_is_typed_and_shown_with_a_comma(
    exercise: Exercise, cast: Cast, groningen: Any, client: Client
) -> None:
    client.force_login(cast.secretary)
    make_indicator("positive_tests")
    typed = {"seed": 7, "base": "1,5", "history": 28, "ahead": 1, "waves": ""}
    page = "/oefening/cijfers/"
    answer = client.post(page, {**typed, "version": exercise.version})
    assert answer.status_code == 302
    exercise.refresh_from_db()
    assert exercise.level == Decimal("1.5")
    assert 'value="1,50"' in client.get(page).content.decode()
