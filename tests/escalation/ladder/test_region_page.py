"""The page of a region: what the rule said day by day, and the page as of any moment."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coordination.decisions.models import Decision, DecisionStatus
from escalation.ladder.models import Assessment, Determination
from escalation.ladder.queries.assessments import assessments_on
from escalation.ladder.queries.history import determinations_of
from escalation.ladder.queries.standing import standing_among, tracks
from escalation.ladder.region_assessments import assessments_of
from tests.cast import MONDAY, Cast

from .conftest import TODAY, Setting
from .test_overview import publish

pytestmark = pytest.mark.usefixtures("english")
WEEK = timedelta(weeks=1)


@pytest.fixture
def browser(cast: Cast, client: Client) -> Client:
    cast.coordinator.language = "en"
    cast.coordinator.save()
    client.force_login(cast.coordinator, backend="coordination.people.backends.EmailBackend")
    return client


def test_assessed_again_after_a_correction_both_stand_there(
    setting: Setting, browser: Client
) -> None:
    region = setting.regions[0]
    first = setting.assess(region, 2)
    again = setting.assess(region, 3)
    again.assessed_at += timedelta(hours=1)
    again.save()
    setting.assess(region, None, on=TODAY - timedelta(days=1))
    told = assessments_of(region, setting.coordinator, until=MONDAY + WEEK, indicators={})
    assert [(one.assessment, one.again, one.old) for one in told[:2]] == [
        (again, True, False), (first, False, True),
    ]  # fmt: skip
    text = browser.get(f"/regios/{region.pk}/?meer").content.decode()
    for words in ("again, after a correction", "as said first", "Figures missing"):
        assert words in text


def test_a_region_as_of_a_moment_shows_what_stood_and_waited_then(
    setting: Setting, browser: Client
) -> None:
    region = setting.regions[0]
    publish(setting, 1, at=MONDAY - 2 * WEEK)
    publish(setting, 3, at=MONDAY)
    local = timezone.localtime(MONDAY - WEEK)
    then = browser.get(f"/regios/{region.pk}/", {"op": f"{local:%Y-%m-%dT%H:%M}"})
    text = then.content.decode()
    assert ("As it stood on" in text, "Alert" in text, "Serious" in text) == (True, True, False)
    assert "Record levels" not in text.split("<main")[1]
    now = browser.get(f"/regios/{region.pk}/").content.decode().split("<main")[1]
    assert ("Serious" in now, "Record levels" in now) == (True, True)


@pytest.mark.parametrize(("part", "most"), [("", 11), ("?meer", 10), ("?weken=12", 6)])
def test_a_page_and_what_follows_ask_as_much_of_three_determinations_as_of_one(
    setting: Setting, browser: Client, part: str, most: int
) -> None:
    """Beside the ladders, which every process reads once."""
    address, asked = f"/regios/{setting.regions[0].pk}/{part}", []
    for weeks in (3, 2, 1):
        publish(setting, 4 - weeks, at=MONDAY - weeks * WEEK)
        browser.get(address)
        with CaptureQueriesContext(connection) as questions:
            browser.get(address)
        asked.append(len(questions))
    assert asked == [most] * 3


def test_a_level_set_again_counts_from_when_it_began(setting: Setting, browser: Client) -> None:
    """Alert, then serious for three weeks on end: set three times, begun on 12 October."""
    region = setting.regions[0]
    publish(setting, 2, at=MONDAY - 4 * WEEK)
    for weeks in (3, 2, 1):
        publish(setting, 3, at=MONDAY - weeks * WEEK)
    setting.determine(3, at=MONDAY)
    text = browser.get(f"/regios/{region.pk}/").content.decode()
    assert "since 12 oct 2020" in text
    local = timezone.localtime(MONDAY - 4 * WEEK)
    then = browser.get(f"/regios/{region.pk}/", {"op": f"{local:%Y-%m-%dT%H:%M}"})
    assert "since 5 oct 2020" in then.content.decode()


def test_the_figures_come_with_the_page_or_by_themselves(setting: Setting, browser: Client) -> None:
    """With a script as a part of the page; without, as a page that leads back."""
    region = setting.regions[0]
    address = f"/regios/{region.pk}/"
    page = browser.get(address).content.decode()
    assert f'hx-get="{address}?weken=12"' in page
    whole = browser.get(address, {"weken": 4}).content.decode()
    assert ("<html" in whole, f'href="{address}"' in whole) == (True, True)
    part = browser.get(address, {"weken": 4}, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in part, 'id="figures"' in part) == (False, True)


def test_of_two_at_one_moment_every_page_takes_the_same_as_the_last(
    cast: Cast, setting: Setting
) -> None:
    region = setting.regions[0]
    for rank in (1, 2, 3, 4) * 3:
        setting.assess(region, rank)
    told = assessments_of(region, cast.coordinator, until=MONDAY + WEEK, indicators={})
    (last,) = assessments_on(TODAY, cast.coordinator)
    listed = Assessment.objects.order_by("-assessed_at", "-pk")
    assert [one.assessment for one in told] == list(listed)[: len(told)]
    assert told[0].assessment == last
    for rank in (1, 2, 3, 4) * 2:
        Determination.objects.create(
            region=region, level=setting.level(rank), post=setting.minister, in_force_at=MONDAY,
            decision=_decision(setting), determined_at=MONDAY, published_at=MONDAY,
            determined_by=cast.coordinator, published_by=cast.coordinator,
        )  # fmt: skip
    (first, *_rest) = determinations_of(region, cast.coordinator)
    rows = Determination.objects.visible_to(cast.coordinator)
    track = tracks(cast.coordinator, since=MONDAY, until=MONDAY)[region.pk]
    assert standing_among(rows, region, MONDAY) == first
    assert track.rank(MONDAY) == first.level.rank


def _decision(setting: Setting) -> Decision:
    found, _new = Decision.objects.get_or_create(
        dossier=setting.ladder.dossier, post=setting.minister, taken_on=TODAY, year=2020,
        serial=77, text="Besloten", status=DecisionStatus.RECORDED, created_at=MONDAY,
        recorded_at=MONDAY, recorded_by=setting.coordinator,
    )  # fmt: skip
    return found


def test_figures_that_are_known_no_more_are_said_to_be_so(
    setting: Setting, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Generated figures that gave way to reported ones of other days."""
    region = setting.regions[0]
    setting.assess(region, 3)
    publish(setting, 3)
    gone = {TODAY: [{"indicator": "positive_tests", "value": None}]}
    monkeypatch.setattr("escalation.ladder.region_panels.figures_now", lambda *_: gone)
    page = browser.get(f"{region.get_absolute_url()}?meer").content.decode()
    assert "(now unknown)" in page
