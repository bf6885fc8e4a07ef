"""The versions of the ladder as pages and over the API: read, drafted, compared, adopted."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.measures.models import Measure
from coordination.measures.services import MeasureFacts as MeasureSaid
from coordination.measures.services import add_measure, change_measure
from coordination.people.models import User
from escalation.ladder.models import Assessment, Ladder, LadderStatus
from escalation.ladder.queries.ladders import by_code
from escalation.ladder.services.assessing import assess_regions
from escalation.ladder.services.drafting import draft_ladder
from escalation.ladder.services.facts import LadderFacts, MeasureFacts
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .figures import Put

SignIn = Callable[[User], Client]
COUNTS = 14


@pytest.fixture
def browser(sign_in: SignIn, cast: Cast) -> Client:
    """Of the coordinator, in English."""
    cast.coordinator.language = "en"
    cast.coordinator.save()
    return sign_in(cast.coordinator)


@kept
def decision(cast: Cast) -> Decision:
    return record_decision_outside_meeting(
        taken_by=cast.body, taken_on=MONDAY.date(), dossier=cast.dossier,
        text="De ladder wordt aangescherpt", by=cast.lead, at=MONDAY,
    )  # fmt: skip


def page(name: str, ladder: Ladder, *more: Any) -> str:
    return reverse(f"ladder:{name}", args=[ladder.pk, *more])


def typed(browser: Client, draft: Ladder, **more: Any) -> dict[str, Any]:
    """The form as the page holds it, with what she types over it."""
    form = browser.get(page("ladder_edit", draft)).context["form"]
    held = {name: form[name].value() for name in form.fields}
    kept = {name: value for name, value in held.items() if value is not None and value is not False}
    sent = {
        name: value if isinstance(value, list) else "on" if value is True else str(value)
        for name, value in kept.items()
    }
    return {**sent, "version": str(form.version), **more}


def measure_of(ladder: Ladder, instrument: str, legal_basis: str = "") -> Measure:
    """In the dossier of the ladder."""
    facts = MeasureSaid(instrument, legal_basis)
    return add_measure(dossier=ladder.dossier, facts=facts, by=keeper(ladder), at=MONDAY)


def keeper(ladder: Ladder) -> User:
    """Who opened its dossier leads it."""
    return User.objects.get(dossier_access__dossier=ladder.dossier)


def facts_of(code: str) -> LadderFacts:
    found = by_code(code)
    assert found is not None
    return LadderFacts.of(found)


def test_the_line_of_time_holds_every_version_and_the_days_between(
    browser: Client, published: dict[str, Ladder]
) -> None:
    stretches = browser.get(reverse("ladder:ladders")).context["stretches"]
    shown = [(one.ladder and one.ladder.code, str(one.first), one.now) for one in stretches]
    assert shown == [
        ("oefenladder", "2022-05-12", True),
        ("v3", "2021-10-12", False),
        (None, "2021-09-22", False),
        ("v2", "2021-02-02", False),
        ("v1b", "2020-10-13", False),
        ("v1", "2020-09-18", False),
    ]


def test_a_ladder_reads_in_plain_words_in_both_languages(
    browser: Client, published: dict[str, Ladder], cast: Cast
) -> None:
    text = browser.get(page("detail", published["v1b"])).content.decode()
    assert "more than 50, at most 150" in text
    assert "New: level 4, Very serious." in text
    cast.coordinator.language = "nl"
    cast.coordinator.save()
    text = browser.get(page("detail", published["v1b"])).content.decode()
    assert "meer dan 50, hooguit 150" in text
    assert "Positieve testen per 100.000 inwoners: het totaal van de 7 dagen" in text


def test_from_draft_to_adoption_in_the_browser(
    browser: Client, published: dict[str, Ladder], decision: Decision
) -> None:
    standing = published["oefenladder"]
    browser.post(page("draft_new", standing), {"code": "v4", "name": "Strenger"})
    draft = Ladder.objects.get(code="v4")
    masks = measure_of(standing, "Mondkapje", "Twm")
    curfew = measure_of(standing, "Avondklok")
    chosen = [str(masks.pk), str(curfew.pk)]
    sent = typed(browser, draft, **{"levels/2/positive_tests": "40", "levels/2:measures": chosen})
    answer = browser.post(page("ladder_edit", draft), sent)
    assert (answer.status_code, answer["Location"]) == (302, draft.get_absolute_url())
    assert [level.measures for level in facts_of("v4").levels][1] == (
        MeasureFacts(curfew.pk, "Avondklok"),
        MeasureFacts(masks.pk, "Mondkapje", "Twm"),
    )
    text = browser.get(draft.get_absolute_url()).content.decode()
    assert "Level 2, Worrying, Positive tests: above 50 → above 40" in text
    start = date.today() + timedelta(days=7)  # noqa: DTZ011  any day that is yet to come
    sent = {"version": "2", "decision": str(decision.pk), "valid_from": start.isoformat()}
    answer = browser.post(page("ladder_adopt", draft), sent)
    assert answer.status_code == 302
    standing.refresh_from_db()
    assert standing.valid_to == start - timedelta(days=1)
    facts = MeasureSaid("Mondkapjes overal", "Twm")
    change_measure(measure=masks, facts=facts, version=1, by=keeper(standing), at=MONDAY)
    assert [one.instrument for one in facts_of("v4").levels[1].measures] == [
        "Avondklok", "Mondkapje",
    ]  # fmt: skip
    assert browser.get(page("ladder_edit", draft)).status_code == 409


def test_what_is_no_ladder_comes_back_as_it_was_typed_with_the_reason_at_its_field(
    browser: Client, published: dict[str, Ladder]
) -> None:
    browser.post(page("draft_new", published["v1b"]), {"code": "v4", "name": "Strenger"})
    draft = Ladder.objects.get(code="v4")
    sent = typed(browser, draft, **{"levels/3/positive_tests": "50", "name": "Half af"})
    answer = browser.post(page("ladder_edit", draft), sent)
    form = answer.context["form"]
    assert answer.status_code == 422
    assert form["levels/3/positive_tests"].errors == [
        (
            "Positive tests: level 3 starts at 50, which is not above 50, "
            "where the level before it starts."
        )
    ]
    assert form["name"].value() == "Half af"
    assert facts_of("v4").name == "Strenger"


def test_who_was_second_sees_both(browser: Client, published: dict[str, Ladder]) -> None:
    browser.post(page("draft_new", published["v1b"]), {"code": "v4", "name": "Strenger"})
    draft = Ladder.objects.get(code="v4")
    first = typed(browser, draft, name="Eerste")
    second = typed(browser, draft, name="Tweede")
    browser.post(page("ladder_edit", draft), first)
    answer = browser.post(page("ladder_edit", draft), second)
    assert answer.status_code == 409
    assert ("Name", "Eerste", "Tweede") in answer.context["form"].clashes


def test_a_draft_that_was_just_made_can_be_undone(
    browser: Client, published: dict[str, Ladder]
) -> None:
    browser.post(page("draft_new", published["v1b"]), {"code": "v4", "name": "Strenger"})
    draft = Ladder.objects.get(code="v4")
    browser.post(page("ladder_discard", draft, 1))
    assert not Ladder.objects.filter(code="v4").exists()


def test_who_does_not_lead_the_dossier_reads_and_changes_nothing(
    sign_in: SignIn, published: dict[str, Ladder], cast: Cast
) -> None:
    browser = sign_in(cast.vws_officer)
    assert browser.get(page("detail", published["v2"])).status_code == 200
    assert browser.get(page("draft_new", published["v2"])).status_code == 403
    assert sign_in(cast.partner).get(page("detail", published["v2"])).status_code == 404


def test_the_api_drafts_changes_and_adopts(
    browser: Client, published: dict[str, Ladder], decision: Decision
) -> None:
    made = browser.post(
        "/api/v1/ladders",
        {"based_on": published["oefenladder"].pk, "code": "v4", "window_days": 5},
        content_type="application/json",
    )
    assert (made.status_code, made["ETag"]) == (201, '"1"')
    said = made.json()
    rules = measure_of(published["oefenladder"], "Basisregels")
    levels = [{**level, "measures": [str(rules.pk)]} for level in said["levels"]]
    address = f"/api/v1/ladders/{said['id']}"
    levels[2]["thresholds"][0]["lower"] = "50"
    bad = browser.patch(
        address, {"levels": levels}, content_type="application/json", headers={"if-match": '"1"'}
    )
    assert (bad.status_code, bad.json()["errors"][0]["pointer"]) == (
        422,
        "/levels/3/positive_tests",
    )
    levels[2]["thresholds"][0]["lower"] = "120"
    answer = browser.patch(
        address, {"levels": levels}, content_type="application/json", headers={"if-match": '"1"'}
    )
    assert (answer.status_code, answer["ETag"]) == (200, '"2"')
    assert answer.json()["levels"][2]["thresholds"][0]["lower"] == "120.00"
    adopted = browser.post(
        f"{address}/adopt",
        {"decision": decision.pk, "valid_from": "2026-12-07"},
        content_type="application/json",
        headers={"if-match": '"2"'},
    )
    assert (adopted.status_code, adopted.json()["status"]) == (200, LadderStatus.ADOPTED)
    again = browser.delete(address, headers={"if-match": '"3"'})
    assert again.status_code == 409


def test_two_levels_of_one_number_are_refused_over_the_api(
    browser: Client, published: dict[str, Ladder]
) -> None:
    level = {
        "rank": 1,
        "name_nl": "Laag",
        "thresholds": [{"indicator": "positive_tests", "lower": 0}],
    }
    answer = browser.post(
        "/api/v1/ladders",
        {"based_on": published["v1"].pk, "code": "v4", "levels": [level, level]},
        content_type="application/json",
    )
    assert answer.status_code == 422
    assert answer.json()["detail"] == (
        "Level 1 stands here twice. Give every level its own number."
    )


def test_the_api_gives_assessments_by_region_day_and_ladder(browser: Client, put: Put) -> None:
    put("VR01", 100, date(2020, 10, 12))
    for day in (12, 13):
        assess_regions(on=date(2020, 10, day), by=None, at=MONDAY)
    found = browser.get("/api/v1/assessments?region=VR01&on=2020-10-13&ladder=v1b").json()
    assert [(one["region"], one["on"], one["level"]) for one in found["results"]] == [
        ("VR01", "2020-10-13", 2)
    ]
    assert browser.get("/api/v1/assessments?on=2020-10-13").json()["count"] == 25
    assert browser.get("/api/v1/assessments?on=nu").status_code == 400


def test_the_pages_ask_no_more_where_there_is_more(
    browser: Client, published: dict[str, Ladder], django_assert_max_num_queries: Any
) -> None:
    for name in ("v1", "v2"):
        with django_assert_max_num_queries(COUNTS + 8):
            browser.get(page("detail", published[name]))
    with django_assert_max_num_queries(COUNTS):
        browser.get(reverse("ladder:ladders"))
    with django_assert_max_num_queries(COUNTS):
        browser.get("/api/v1/ladders")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("drafts", [1, 3])
def test_a_version_asks_as_much_with_three_drafts_as_with_one(
    published: dict[str, Ladder], cast: Cast, browser: Client, drafts: int
) -> None:
    for number in range(drafts):
        draft_ladder(based_on=published["v1b"], code=f"d{number}", by=cast.coordinator, at=MONDAY)
    with CaptureQueriesContext(connection) as questions:
        assert browser.get(published["v1b"].get_absolute_url()).status_code == 200
    assert len(questions) == 12
