"""Levels of regions among what went up in a cycle and what officials settled."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook
from time_machine import travel

from coordination.cycle.models import Cadence
from coordination.cycle.queries.settled import Filters, SettledPage, settled_page
from coordination.cycle.services.cadences import CadenceFacts, add_cadence
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.people.models import User
from escalation.ladder.services.proposing import propose_level
from escalation.ladder.services.rounds import settle_round
from tests.cast import MONDAY, Cast

from .conftest import Setting

HOUR, TODAY = timedelta(hours=1), date(2020, 11, 2)
LADDER = "Escalatieladder"


@pytest.fixture
def weighed(cast: Cast, setting: Setting) -> Cadence:
    """Three regions proposed by MLT3's lead; one settled below, one a cycle earlier."""
    grant_access(
        dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, by=None, at=MONDAY
    )
    facts = CadenceFacts(
        name_nl="Ritme",
        name_en="Rhythm",
        dossier=cast.dossier,
        length=14,
        anchor=date(2020, 10, 19),
    )
    made = add_cadence(facts=facts, by=cast.coordinator, at=MONDAY - timedelta(days=20))
    for region, days in zip(setting.regions, (0, 0, 10), strict=True):
        propose_level(
            region=region, level=setting.level(3), reason="r", why_here=f"Raakt {region.name}",
            by=cast.lead, at=MONDAY - timedelta(days=days),
        )  # fmt: skip
    settle_round(
        region=setting.regions[1], body=cast.body, outcome="Blijft op twee", by=cast.lead,
        at=MONDAY + HOUR,
    )  # fmt: skip
    return made


def page_for(user: User, **asked: Any) -> SettledPage:
    found = settled_page(User.objects.get(pk=user.pk), today=TODAY, **asked)
    assert found is not None
    return found


def said(page: SettledPage) -> list[tuple[str, str, str, str]]:
    return [
        (
            case.course,
            case.title,
            case.body.code if case.body else case.place,
            case.why,
        )
        for case in page.cases
    ]


def expected(setting: Setting) -> list[tuple[str, str, str, str]]:
    first, second, _third = setting.regions
    level = setting.level(3).name
    return [
        ("up", f"{first.name}: {level}", LADDER, f"Raakt {first.name}"),
        ("lower", second.name, "MLT3", "Blijft op twee"),
    ]


def test_a_level_put_to_ministers_went_up_and_what_a_body_settled_did_not(
    cast: Cast, setting: Setting, weighed: Cadence
) -> None:
    with travel(MONDAY + 2 * HOUR, tick=False):
        page = page_for(cast.lead)
        assert said(page) == expected(setting)
        assert (page.total.up, page.total.lower, page.total.up_before) == (1, 1, 1)
        assert [(row.label, row.count.up, row.count.lower) for row in page.bodies] == [
            (LADDER, 1, 0), ("MLT3", 0, 1),
        ]  # fmt: skip
        of_mlt3 = page_for(cast.lead, filters=Filters(body="MLT3"))
        assert said(of_mlt3) == expected(setting)[1:]
        before = page_for(cast.lead, day=date(2020, 10, 23))
    assert [case.title for case in before.cases] == [
        f"{setting.regions[2].name}: {setting.level(3).name}"
    ]


def test_as_of_before_it_was_settled_both_had_gone_up(
    cast: Cast, setting: Setting, weighed: Cadence
) -> None:
    with travel(MONDAY + 2 * HOUR, tick=False):
        then = page_for(cast.lead, at=MONDAY + HOUR / 2)
    assert [case.course for case in then.cases] == ["up", "up"]


def test_the_sheet_and_the_api_hold_them_and_a_partner_sees_none(
    cast: Cast, setting: Setting, weighed: Cadence, sign_in: Callable[[User], Client]
) -> None:
    with travel(MONDAY + 2 * HOUR, tick=False):
        client = sign_in(User.objects.get(pk=cast.lead.pk))
        answer = client.get(reverse("cycle:settled_xlsx"))
        _head, *rows = load_workbook(BytesIO(answer.content)).worksheets[0].values
        api = client.get("/api/v1/settled").json()["results"][0]
        assert settled_page(cast.partner, today=TODAY) is None
    first, second, _third = setting.regions
    house = cast.lead.organisation.code
    assert [row[1:] for row in rows] == [
        (LADDER, house, f"{first.name}: {setting.level(3).name}", "naar bewindspersonen",
         f"Raakt {first.name}"),
        ("MLT3", house, second.name, "ambtelijk afgedaan", "Blijft op twee"),
    ]  # fmt: skip
    assert [case["title"] for case in api["cases"]] == [row[3] for row in rows]


def test_of_a_body_she_may_not_see_the_ladder_is_named(
    cast: Cast, setting: Setting, weighed: Cadence, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bodies are known to all who are signed in, but for partners."""
    queryset: Any = type(cast.body)._default_manager.all().__class__
    monkeypatch.setattr(queryset, "visible_to", lambda rows, user: rows.none())
    with travel(MONDAY + 2 * HOUR, tick=False):
        lower = [case for case in page_for(cast.lead).cases if case.course == "lower"]
    assert [(case.body, case.place) for case in lower] == [(None, LADDER)]
