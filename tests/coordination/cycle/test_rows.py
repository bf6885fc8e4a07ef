"""A deadline changed in its row: moment, who owes it and state, one deed and one undo."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries
from time_machine import travel

from coordination.actions.models import ActionPoint
from coordination.actions.row_forms import stands as point_stands
from coordination.actions.terms import Owner
from coordination.audit.models import AuditEvent
from coordination.cycle.models import Cadence, Deadline
from coordination.cycle.row_forms import stands
from coordination.cycle.services.deadlines import (
    Adjustment,
    DeadlineFacts,
    adjust_deadline,
    set_deadline,
    undo_deadline,
)
from coordination.cycle.services.planning import plan_cadence
from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit.refusals import CannotBeUndone, NotAllowed, Refusal, Stale
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.coordination.cycle.reminding import make_point
from tests.kept import kept

SignIn = Callable[[User], Client]
LATER = MONDAY + timedelta(days=9)
SOON = MONDAY + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def on_monday() -> Iterator[None]:
    with travel(MONDAY, tick=False):
        yield


@kept
def deadline(cast: Cast, led: None) -> Deadline:
    facts = DeadlineFacts("Nota opvang", MONDAY + timedelta(days=2), cast.dossier, cast.szw)
    return set_deadline(facts=facts, by=cast.coordinator, at=MONDAY - timedelta(hours=1))


def fresh(deadline: Deadline) -> Deadline:
    return Deadline.objects.get(pk=deadline.pk)


def decide(cast: Cast) -> Decision:
    """Of MLT3, to be looked at again on 30 November."""
    return record_decision_outside_meeting(
        taken_by=cast.body, taken_on=MONDAY.date(), dossier=cast.dossier, text="Per mail besloten",
        review_on=date(2020, 11, 30), by=cast.secretary, at=MONDAY,
    )  # fmt: skip


def url(kind: str, noun: Any) -> str:
    return reverse("due:change", args=[kind, noun.pk])


def typed(deadline: Deadline, **other: Any) -> dict[str, Any]:
    """What the form sends where nothing but `other` is touched."""
    return {**stands(deadline), **other}


def test_moment_owner_and_state_change_in_one_deed_and_are_undone_in_one(
    cast: Cast, deadline: Deadline
) -> None:
    wanted = Adjustment(LATER, Owner(cast.vws, person=cast.vws_officer), met=True)
    changed = adjust_deadline(
        deadline=deadline, version=1, adjustment=wanted, by=cast.coordinator, at=MONDAY
    )
    assert (changed.due_at, changed.owed_by) == (LATER, cast.vws_officer)
    assert (changed.met_by, changed.version) == (cast.coordinator, 3)
    (root,) = AuditEvent.objects.filter(action="cycle.deadline_adjusted")
    parts = AuditEvent.objects.filter(deed=root.deed, root=False).values_list("action", flat=True)
    assert sorted(parts) == ["cycle.deadline_changed", "cycle.deadline_met"]
    undone = undo_deadline(deadline=changed, version=3, by=cast.coordinator, at=SOON)
    assert (undone.due_at, undone.owed_by, undone.met_at) == (deadline.due_at, cast.szw, None)


def test_undo_hangs_papers_on_their_meeting_again(cast: Cast, cadence: Cadence) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    papers: Any = Deadline.objects.filter(meeting__body__code="ACC").get()
    changed = adjust_deadline(
        deadline=papers,
        version=1,
        adjustment=Adjustment(papers.due_at - timedelta(hours=1)),
        by=cast.coordinator,
        at=SOON,
    )
    assert changed.offset is None
    undone = undo_deadline(
        deadline=changed, version=2, by=cast.coordinator, at=SOON + timedelta(minutes=1)
    )
    assert (undone.offset, undone.due_at) == (papers.offset, papers.due_at)


def test_who_owes_it_says_that_it_is_in_and_no_more(cast: Cast, deadline: Deadline) -> None:
    common: dict[str, Any] = {"by": cast.szw_officer, "at": MONDAY}
    with pytest.raises(NotAllowed):
        adjust_deadline(deadline=deadline, version=1, adjustment=Adjustment(LATER), **common)
    met = adjust_deadline(deadline=deadline, version=1, adjustment=Adjustment(met=True), **common)
    undone = undo_deadline(deadline=met, version=2, by=cast.szw_officer, at=SOON)
    assert undone.met_at is None
    moved = adjust_deadline(
        deadline=undone,
        version=3,
        adjustment=Adjustment(LATER),
        by=cast.coordinator,
        at=SOON + timedelta(minutes=1),
    )
    with pytest.raises(NotAllowed):
        undo_deadline(deadline=moved, version=4, by=cast.szw_officer, at=LATER)
    assert fresh(deadline).due_at == LATER


def test_nothing_to_change_an_old_version_and_no_state_before_are_refused(
    cast: Cast, deadline: Deadline
) -> None:
    common: dict[str, Any] = {"by": cast.coordinator, "at": MONDAY}
    with pytest.raises(Refusal, match="niets gewijzigd"):
        adjust_deadline(deadline=deadline, version=1, adjustment=Adjustment(), **common)
    with pytest.raises(Stale):
        adjust_deadline(deadline=deadline, version=0, adjustment=Adjustment(LATER), **common)
    with pytest.raises(CannotBeUndone):
        undo_deadline(deadline=deadline, version=1, **common)
    with pytest.raises(NotAllowed):
        undo_deadline(deadline=deadline, version=1, by=cast.vws_officer, at=MONDAY)
    assert fresh(deadline).version == 1


def test_the_row_leads_to_its_editor_only_where_it_is_hers(
    cast: Cast, deadline: Deadline, sign_in: SignIn
) -> None:
    link = f'href="{url("cycle.deadline", deadline)}"'
    for who, hers in (
        (cast.coordinator, True),
        (cast.szw_officer, True),
        (cast.vws_officer, False),
        (cast.auditor, False),
    ):
        assert (link in sign_in(who).get(reverse("due:list")).text) == hers, who


def test_the_form_changes_what_was_touched_and_comes_back_with_an_undo(
    cast: Cast, deadline: Deadline, sign_in: SignIn
) -> None:
    client, address = sign_in(cast.coordinator), url("cycle.deadline", deadline)
    page = client.get(address).text
    assert ("<html" in page, 'name="due"' in page, 'name="owner"' in page) == (True, True, True)
    answer = client.post(address, typed(deadline, due="wo 11 nov 9u"))
    assert answer["Location"] == reverse("due:list")
    after = fresh(deadline)
    assert (f"{after.due_at:%d %H:%M}", after.owed_by) == ("11 08:00", cast.szw)
    undo = reverse("cycle:deadline_undo", args=[deadline.pk, after.version])
    assert undo in client.get(reverse("due:list")).text
    with travel(SOON, tick=False):
        client.post(undo)
    assert fresh(deadline).due_at == deadline.due_at


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"due": "blauw"}, "geen datum"),
        ({"due": "29 maart 2026 02:30"}, "bestaat niet"),
        ({"due": "1-1-2030"}, "binnen vijf jaar"),
        ({"owner": "@NIEMAND"}, "Niemand"),
        ({"state": "weg"}, "Selecteer"),
        ({}, "niets gewijzigd"),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    cast: Cast, deadline: Deadline, sign_in: SignIn, other: dict[str, Any], sentence: str
) -> None:
    client = sign_in(cast.coordinator)
    answer = client.post(url("cycle.deadline", deadline), typed(deadline, **other))
    assert (answer.status_code, sentence in answer.text) == (422, True)
    for value in other.values():
        assert str(value) in answer.text or value == "weg"
    assert fresh(deadline).version == 1


def test_the_second_of_two_sees_both(cast: Cast, deadline: Deadline, sign_in: SignIn) -> None:
    client, address = sign_in(cast.coordinator), url("cycle.deadline", deadline)
    sent = typed(deadline, due="20-11-2020 12:00")
    client.post(address, typed(deadline, due="13-11-2020 12:00"))
    answer = client.post(address, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 409
    assert ("13 november 2020, 12.00" in answer.text, "20 november 2020, 12.00" in answer.text) == (
        True,
        True,
    )
    assert 'value="20-11-2020 12:00"' in answer.text


def test_htmx_gets_the_row_and_without_change_the_row_as_it_was(
    cast: Cast, deadline: Deadline, sign_in: SignIn
) -> None:
    client, address = sign_in(cast.coordinator), url("cycle.deadline", deadline)
    htmx = {"HX-Request": "true"}
    assert client.get(address, headers=htmx).text.startswith('<tr class="row-editor"')
    back = client.get(f"{address}?terug=1", headers=htmx).text
    assert ("row-editor" in back, "Nota opvang" in back) == (False, True)
    met = client.post(address, typed(deadline, state="met"), headers=htmx)
    assert ("niet meer open" in met.text, "undo_url" in met["HX-Trigger"]) == (True, True)


def test_a_point_and_a_review_are_changed_in_the_same_list(
    cast: Cast, led: None, sign_in: SignIn
) -> None:
    client, htmx = sign_in(cast.secretary), {"HX-Request": "true"}
    point = make_point(cast, date(2020, 11, 6))
    sent = {**point_stands(point), "due": "20-11-2020", "reason": "Later"}
    answer = client.post(url("actions.point", point), sent, headers=htmx)
    assert "vr 20 nov" in answer.text
    dropped = {**point_stands(ActionPoint.objects.get()), "status": "dropped", "reason": "Klaar"}
    answer = client.post(url("actions.point", point), dropped, headers=htmx)
    assert ("niet meer open" in answer.text, point.number in answer.text) == (True, True)
    decision = decide(cast)
    sent = {"version": 1, "review_on": "2020-12-07", "distribution": "internal"}
    answer = client.post(url("decisions.review", decision), sent, headers=htmx)
    assert "ma 7 dec" in answer.text
    assert Decision.objects.get().review_on == date(2020, 12, 7)
    assert client.get(url("actions.part", point)).status_code == 404
    assert client.get(url("unknown", point)).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_once_for_each_noun_whose_rows_may_be_hers(
    cast: Cast,
    deadline: Deadline,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
    number: int,
) -> None:
    facts = DeadlineFacts("Nota", LATER, cast.dossier, cast.vws)
    for _ in range(number):
        set_deadline(facts=replace(facts), by=cast.coordinator, at=MONDAY)
        make_point(cast, date(2020, 11, 6))
        decide(cast)
    client = sign_in(cast.coordinator)
    client.get(reverse("due:list"))
    with django_assert_num_queries(8):
        page = client.get(reverse("due:list"))
    assert len(page.context["page"].rows) == 3 * number + 1


def test_the_api_takes_the_last_change_back(
    cast: Cast, deadline: Deadline, sign_in: SignIn
) -> None:
    client, place = sign_in(cast.szw_officer), f"/api/v1/deadlines/{deadline.pk}"
    client.post(f"{place}/meet", headers={"If-Match": '"1"'})
    with travel(SOON, tick=False):
        back = client.post(f"{place}/undo", headers={"If-Match": '"2"'})
    assert (back.status_code, back.json()["met_at"], back.json()["version"]) == (200, None, 3)
