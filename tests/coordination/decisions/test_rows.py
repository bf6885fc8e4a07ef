"""A decision changed in its line of the register: never its text, and undone while it may be."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from coordination.audit.models import AuditEvent
from coordination.decisions.models import Decision, Distribution
from coordination.decisions.services import amend_decision, record_decision, undo_amendment
from coordination.kit.refusals import CannotBeUndone, NotAllowed, Stale
from coordination.people.models import User
from tests.cast import MONDAY, Cast

SignIn = Callable[[User], Client]
MakeDecision = Callable[..., Decision]
HTMX = {"HX-Request": "true"}
SOON = MONDAY + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with travel(MONDAY, tick=False):
        yield


def url(decision: Decision) -> str:
    return reverse("decisions:amend", args=[decision.pk])


def sent(decision: Decision, **other: Any) -> dict[str, Any]:
    return {
        "version": decision.version,
        "result": decision.result,
        "distribution": decision.distribution,
        "review_on": "",
        "embargo_until": "",
        **other,
    }


def recorded(cast: Cast, decision: Decision) -> Decision:
    return record_decision(decision=decision, by=cast.secretary, at=MONDAY)


def test_a_line_offers_no_text_and_once_recorded_no_result(
    cast: Cast, decision: Decision, sign_in: SignIn
) -> None:
    client = sign_in(cast.secretary)
    fields = ("text", "reason", "result", "review_on", "distribution", "embargo_until")

    def offered() -> list[str]:
        html = client.get(url(decision), headers=HTMX).text
        return [name for name in fields if f'name="{name}"' in html]

    assert offered() == ["result", "review_on", "distribution", "embargo_until"]
    recorded(cast, decision)
    assert offered() == ["review_on", "distribution", "embargo_until"]
    sends = {**sent(Decision.objects.get()), "text": "Anders", "result": "deferred"}
    client.post(url(decision), {**sends, "review_on": "2020-12-01"}, headers=HTMX)
    after = Decision.objects.get()
    assert (after.text, after.result) == (decision.text, decision.result)
    assert after.review_on == date(2020, 12, 1)


def test_the_line_comes_back_changed_with_an_undo(
    cast: Cast, decision: Decision, sign_in: SignIn
) -> None:
    client = sign_in(cast.secretary)
    assert f'href="{url(decision)}"' in client.get(reverse("decisions:list")).text
    answer = client.post(url(decision), sent(decision, review_on="2020-12-01"), headers=HTMX)
    assert ("<html" in answer.text, "di 1 dec 2020" in answer.text) == (False, True)
    undo = reverse("decisions:undo", args=[decision.pk, decision.version + 1])
    assert undo in answer["HX-Trigger"]
    with travel(SOON, tick=False):
        client.post(undo)
    after = Decision.objects.get()
    assert (after.review_on, after.version) == (None, decision.version + 2)
    (root,) = AuditEvent.objects.filter(action="decisions.amendment_undone")
    assert root.root


def test_a_refusal_keeps_what_was_typed(cast: Cast, decision: Decision, sign_in: SignIn) -> None:
    client = sign_in(cast.secretary)
    early = client.post(url(decision), sent(decision, review_on="2020-10-01"), headers=HTMX)
    assert (early.status_code, 'value="2020-10-01"' in early.text) == (422, True)
    amend_decision(
        decision=decision,
        version=decision.version,
        distribution=Distribution.PUBLIC,
        by=cast.lead,
        at=MONDAY,
    )
    for htmx in (HTMX, {}):
        data = {**sent(decision, review_on="2020-12-01"), "text": decision.text}
        late = client.post(url(decision), data, headers=htmx)
        assert (late.status_code, 'value="2020-12-01"' in late.text) == (409, True)
        assert "openbaar" in late.text
    assert Decision.objects.get().review_on is None


def test_undo_is_refused_to_others_and_after_another_deed(cast: Cast, decision: Decision) -> None:
    with pytest.raises(CannotBeUndone):
        undo_amendment(decision=decision, version=decision.version, by=cast.secretary, at=SOON)
    changed = amend_decision(
        decision=decision,
        version=decision.version,
        review_on=date(2020, 12, 1),
        by=cast.secretary,
        at=MONDAY,
    )
    with pytest.raises(NotAllowed):
        undo_amendment(decision=changed, version=changed.version, by=cast.vws_officer, at=SOON)
    stands = recorded(cast, changed)
    with pytest.raises(Stale):
        undo_amendment(decision=changed, version=changed.version, by=cast.secretary, at=SOON)
    with pytest.raises(CannotBeUndone):
        undo_amendment(decision=stands, version=stands.version, by=cast.secretary, at=SOON)
    assert Decision.objects.get().review_on == date(2020, 12, 1)


def test_a_line_is_changed_by_who_may_only(cast: Cast, decision: Decision, sign_in: SignIn) -> None:
    for who, hers in ((cast.secretary, True), (cast.lead, True), (cast.vws_officer, False)):
        page = sign_in(who).get(reverse("decisions:list")).text
        assert (f'href="{url(decision)}"' in page) == hers, who
    answer = sign_in(cast.vws_officer).post(url(decision), sent(decision, review_on="2020-12-01"))
    assert Decision.objects.get().version == decision.version
    assert answer.status_code in {403, 422}


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_asks_once_which_lines_are_hers(
    cast: Cast,
    make_decision: MakeDecision,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    for _ in range(number):
        make_decision()
    client = sign_in(cast.secretary)
    client.get(reverse("decisions:list"))
    with django_assert_num_queries(6):
        client.get(reverse("decisions:list"))


def test_the_api_takes_the_last_change_back(
    cast: Cast, decision: Decision, sign_in: SignIn
) -> None:
    changed = amend_decision(
        decision=decision,
        version=decision.version,
        review_on=date(2020, 12, 1),
        by=cast.secretary,
        at=MONDAY,
    )
    client, place = sign_in(cast.secretary), f"/api/v1/decisions/{decision.pk}/undo"
    old = client.post(place, headers={"If-Match": f'"{decision.version}"'})
    back = client.post(place, headers={"If-Match": f'"{changed.version}"'})
    assert (old.status_code, back.status_code, back.json()["review_on"]) == (412, 200, None)
