"""The country at a moment: counts, course, what asks for a decision, and looking back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from coordination.people.models import User
from escalation.ladder.freezing import frozen_pdf
from escalation.ladder.models import Determination, Threshold
from escalation.ladder.queries.overview import Overview, overview
from escalation.ladder.queries.standing import week_ends
from escalation.ladder.services.contacts import inform_regions
from escalation.ladder.services.proposing import propose_level
from escalation.ladder.services.publishing import publish_determinations
from escalation.ladder.showing import asks, columns, next_step
from escalation.regions.models import Basis, Indicator
from escalation.regions.services import IndicatorFacts, change_indicator
from tests.cast import MONDAY, Cast

from .conftest import Setting

pytestmark = pytest.mark.usefixtures("english")
WEEK = timedelta(weeks=1)


def publish(setting: Setting, *ranks: int, at: Any = MONDAY) -> list[Determination]:
    rows = setting.determine(*ranks, at=at)
    with_whom: dict[str, Any] = {
        "with_whom": "chair",
        "spoken_at": at,
        "by": setting.coordinator,
        "at": at,
    }
    told = inform_regions(determinations=rows, **with_whom)
    return publish_determinations(determinations=told, by=setting.coordinator, at=at)


def seen(setting: Setting, at: Any = MONDAY, by: Any = None) -> Overview:
    return overview(by or setting.coordinator, at=at, now=at)


def test_counts_say_what_the_last_determination_changed(setting: Setting) -> None:
    publish(setting, 1, 2, 2, at=MONDAY - WEEK)
    publish(setting, 3, 2)
    found = seen(setting)
    assert [(one.rank, one.number, one.change) for one in found.counts] == [
        (4, 0, 0), (3, 1, 1), (2, 2, 0), (1, 0, -1),
    ]  # fmt: skip
    assert [place.region.name for place in found.changed] == ["Groningen"]
    assert found.changed_at == MONDAY


def test_a_region_nobody_determined_is_counted_as_without_a_level(setting: Setting) -> None:
    publish(setting, 2)
    assert [(one.rank, one.number) for one in seen(setting).counts] == [
        (4, 0), (3, 0), (2, 1), (1, 0), (0, 2),
    ]  # fmt: skip


def test_the_course_holds_the_level_at_the_end_of_twelve_weeks(setting: Setting) -> None:
    publish(setting, 1, at=MONDAY - 3 * WEEK)
    publish(setting, 2, at=MONDAY - WEEK)
    assert len(week_ends(MONDAY)) == 12
    assert seen(setting).places[0].weeks == (0,) * 8 + (1, 1, 2, 2)


def test_what_is_not_published_is_no_level_but_the_next_step(setting: Setting) -> None:
    setting.determine(3)
    place = seen(setting).places[0]
    assert (place.rank, place.asked) == (0, 3)
    assert next_step(place, MONDAY.date()) is not None
    assert [(ask.icon, ask.sentence) for ask in asks(seen(setting))] == [
        ("phone", "determined, yet to be told")
    ]


def test_a_proposal_and_the_rule_ask_for_a_decision(cast: Cast, setting: Setting) -> None:
    publish(setting, 2, 2, 2)
    setting.assess(setting.regions[0], 3)
    setting.assess(setting.regions[1], 3)
    setting.assess(setting.regions[2], 1)
    propose_level(
        region=setting.regions[0], level=setting.level(3), reason="r", why_here="w",
        by=cast.vws_officer, at=MONDAY,
    )  # fmt: skip
    found = seen(setting)
    names = {ask.sentence: [place.region.name for place in ask.places] for ask in asks(found)}
    assert names == {
        "a proposal to raise lies ready": ["Groningen"],
        "the rule gives more than the level, weigh it": ["Fryslân"],
        "the rule gives less than the level, weigh it": ["Drenthe"],
    }
    steps = [next_step(place, found.day) for place in found.places]
    assert [step.sentence if step else "" for step in steps] == [
        "Proposal 3", "Rule: level 3, weigh it", "Rule: level 1, weigh it",
    ]  # fmt: skip


def test_a_day_long_past_shows_what_was_set_for_it_and_says_so(setting: Setting) -> None:
    rows = setting.determine(4, in_force_at=MONDAY - 2 * WEEK)
    told: dict[str, Any] = {
        "with_whom": "chair",
        "spoken_at": MONDAY,
        "by": setting.coordinator,
        "at": MONDAY,
    }
    inform_regions(determinations=rows, **told)
    publish_determinations(
        determinations=list(Determination.objects.all()), by=setting.coordinator, at=MONDAY
    )
    then = overview(setting.coordinator, at=MONDAY - WEEK, now=MONDAY)
    assert (then.places[0].rank, then.reconstructed) == (4, True)
    before = overview(setting.coordinator, at=MONDAY - 3 * WEEK, now=MONDAY)
    assert (before.places[0].rank, before.reconstructed) == (0, False)


def test_partners_see_the_level_and_nothing_that_waits(cast: Cast, setting: Setting) -> None:
    publish(setting, 2)
    setting.determine(0, 3, at=MONDAY + timedelta(hours=1))
    found = seen(setting, at=MONDAY + timedelta(hours=2), by=cast.partner)
    assert [(place.rank, place.pending) for place in found.places] == [(2, None)] + [(0, None)] * 2


def test_the_page_of_the_ladder_is_linked_for_who_may_read_it(
    cast: Cast, setting: Setting, sign_in: Callable[[User], Client]
) -> None:
    publish(setting, 2)
    link = setting.levels[0].ladder.get_absolute_url()
    assert link in sign_in(setting.coordinator).get("/ladder/").content.decode()
    hidden = sign_in(cast.partner).get("/ladder/").content.decode()
    assert ("in gewone woorden" in hidden, link in hidden) == (True, False)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_asks_ten_questions_however_many_regions(
    setting: Setting,
    client: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
    count: int,
) -> None:
    publish(setting, *([2] * count))
    for region in setting.regions[:count]:
        setting.assess(region, 2, on=timezone.localdate())
    client.force_login(setting.coordinator, backend="coordination.people.backends.EmailBackend")
    client.get("/ladder/")
    with django_assert_num_queries(10):
        assert client.get("/ladder/").status_code == 200


def test_the_filter_and_the_day_stand_in_the_address(setting: Setting, client: Client) -> None:
    publish(setting, 3, 2, 1, at=MONDAY)
    client.force_login(setting.coordinator, backend="coordination.people.backends.EmailBackend")
    answer = client.get("/ladder/", {"niveau": "3", "op": "2020-11-02"})
    assert [place.region.name for place in answer.context["chosen"]] == ["Groningen"]
    assert answer.context["found"].day == MONDAY.date()
    assert client.get("/ladder/", {"op": "2999-01-01"}).status_code == 422
    assert client.get("/ladder/", {"niveau": "zzz"}).status_code == 200


def test_the_sheet_is_one_page_of_a_tagged_pdf(setting: Setting) -> None:
    publish(setting, 3, 2, 1)
    made = frozen_pdf(seen(setting), marks=["MCC"])
    assert made.startswith(b"%PDF-1.")
    assert made.count(b"/Type /Page\n") + made.count(b"/Type/Page\n") <= 1


def test_an_indicator_that_is_changed_counts_at_once_in_every_process(
    cast: Cast, setting: Setting
) -> None:
    """A process keeps what a ladder says, by its version and those of its indicators."""
    tests = Indicator.objects.create(
        code="tests", name_nl="Testen", name_en="Tests", per=100_000, source="RIVM"
    )
    for level, lower in zip(setting.levels, (0, 50, 150, 250), strict=True):
        Threshold.objects.create(level=level, indicator=tests, lower=lower)
    assert [one.unit for one in columns(seen(setting).ladder)] == [
        "per 100.000 inhabitants, 7 days"
    ]
    said = {"name_nl": "Testen", "name_en": "Tests", "unit_nl": "", "unit_en": ""}
    facts = IndicatorFacts(**said, per=1_000_000, basis=Basis.REPORT, source="RIVM", stale_after=3)
    change_indicator(indicator=tests, facts=facts, version=1, by=setting.coordinator, at=MONDAY)
    assert [one.unit for one in columns(seen(setting).ladder)] == [
        "per 1.000.000 inhabitants, 7 days"
    ]
