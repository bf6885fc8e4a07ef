"""The page of a region: what the rule said day by day, and the page as of any moment."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

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
    text = browser.get(f"/regios/{region.pk}/").content.decode()
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


def test_the_page_asks_as_much_of_three_determinations_as_of_one(
    setting: Setting, browser: Client
) -> None:
    region, asked = setting.regions[0], []
    for weeks in (3, 2, 1):
        publish(setting, 4 - weeks, at=MONDAY - weeks * WEEK)
        browser.get(f"/regios/{region.pk}/")
        with CaptureQueriesContext(connection) as questions:
            browser.get(f"/regios/{region.pk}/")
        asked.append(len(questions))
    assert asked == [asked[0]] * 3
