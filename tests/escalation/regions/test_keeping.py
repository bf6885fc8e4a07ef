"""What is counted is kept by people: added, changed by version, what it said before is there."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from coordination.dossiers.asof import as_of
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.people.models import User
from escalation.regions.models import Basis, Indicator
from escalation.regions.services import IndicatorFacts, add_indicator, change_indicator
from tests.cast import Cast

from .conftest import KNOWN

SEWAGE = IndicatorFacts("Rioolwater", "Sewage", "deeltjes", "particles", 100_000, Basis.EVENT,
                        "RIVM", 7)  # fmt: skip
LATER = KNOWN + timedelta(days=1)


@pytest.fixture
def sewage(cast: Cast) -> Indicator:
    return add_indicator(code="sewage", facts=SEWAGE, by=cast.coordinator, at=KNOWN)


def test_a_change_raises_the_version_and_what_was_said_before_is_kept(
    sewage: Indicator, cast: Cast
) -> None:
    facts = replace(SEWAGE, per=None, stale_after=10)
    changed = change_indicator(
        indicator=sewage, facts=facts, version=1, by=cast.coordinator, at=LATER
    )
    assert (changed.version, changed.per, changed.stale_after) == (2, None, 10)
    [then] = as_of(Indicator, KNOWN)
    assert (then.version, then.per, then.stale_after) == (1, 100_000, 7)
    assert changed.history.latest().history_user == cast.coordinator


def test_whoever_read_another_version_is_told_and_changes_nothing(
    sewage: Indicator, cast: Cast
) -> None:
    with pytest.raises(Stale):
        change_indicator(indicator=sewage, facts=SEWAGE, version=2, by=cast.coordinator, at=LATER)
    with pytest.raises(NotAllowed):
        change_indicator(indicator=sewage, facts=SEWAGE, version=2, by=cast.lead, at=LATER)
    sewage.refresh_from_db()
    assert (sewage.version, sewage.history.count()) == (1, 1)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name_nl": " "}, "name_nl"),
        ({"unit_en": "x" * 41}, "unit_en"),
        ({"source": "RIVM\0"}, "source"),
        ({"per": 0}, "per"),
        ({"stale_after": 366}, "stale_after"),
    ],
)
def test_what_says_nothing_or_cannot_be_is_refused_with_its_field(
    sewage: Indicator, cast: Cast, wrong: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refusal) as refused:
        add_indicator(code="other", facts=replace(SEWAGE, **wrong), by=cast.coordinator, at=KNOWN)
    assert (refused.value.field, Indicator.objects.count()) == (field, 1)


def test_two_people_with_the_same_page_see_both_texts(
    sewage: Indicator, cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.coordinator)
    address = f"/regios/indicatoren/{sewage.pk}/"
    names = {"name_nl": "Rioolwater", "name_en": "Sewage", "unit_nl": "", "unit_en": ""}
    sent = {**names, "per": "", "basis": "event", "source": "RIVM", "version": 1}
    assert client.post(address, {**sent, "stale_after": 8}).status_code == 302
    second = client.post(address, {**sent, "stale_after": 21})
    assert second.status_code == 409
    page = second.content.decode()
    assert ("<dd>8</dd>" in page, "<dd>21</dd>" in page) == (True, True)
    assert 'name="version" value="2"' in page
    sewage.refresh_from_db()
    assert (sewage.stale_after, sewage.version) == (8, 2)


def test_the_api_asks_for_the_version_that_was_read(
    sewage: Indicator, cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.coordinator)
    address = f"/api/v1/indicators/{sewage.pk}"
    assert client.get(address)["ETag"] == '"1"'
    sent: dict[str, Any] = {"data": {"stale_after": 9}, "content_type": "application/json"}
    assert client.patch(address, **sent).status_code == 428
    assert client.patch(address, **sent, headers={"If-Match": '"7"'}).status_code == 412
    done = client.patch(address, **sent, headers={"If-Match": '"1"'})
    assert (done.status_code, done["ETag"]) == (200, '"2"')
    assert (done.json()["stale_after"], done.json()["unit_nl"]) == (9, "deeltjes")
