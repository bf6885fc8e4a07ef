"""A row changed in place: owner, term and state at once, one deed and one undo."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.actions.queries.timeline import timeline_of
from coordination.actions.row_forms import stands
from coordination.actions.services import Change, change_action_point, undo_action_point
from coordination.actions.terms import Owner, Term
from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.people.models import User
from tests.cast import Cast

pytestmark = pytest.mark.usefixtures("on_monday")

MakePoint = Callable[..., ActionPoint]
SignIn = Callable[[User], Client]
LATER = Term(date(2020, 11, 20))


def fresh(point: ActionPoint) -> ActionPoint:
    return ActionPoint.objects.get(pk=point.pk)


def url(point: ActionPoint) -> str:
    return reverse("actions:change", args=[point.pk])


def typed(point: ActionPoint, **other: Any) -> dict[str, Any]:
    """What the form of `point` sends where nothing but `other` is touched."""
    return {**stands(point), "reason": "", **other}


def test_owner_and_term_change_in_one_deed_and_are_undone_in_one(
    cast: Cast, make_point: MakePoint, now: datetime
) -> None:
    point = make_point()
    change = Change(term=LATER, owner=Owner(cast.szw), reason="Past daar")
    changed = change_action_point(
        point=point, version=point.version, change=change, by=cast.secretary, at=now
    )
    assert (changed.due_on, changed.owner_organisation) == (LATER.due_on, cast.szw)
    (root,) = AuditEvent.objects.filter(action="actions.changed")
    assert sorted(AuditEvent.objects.filter(deed=root.deed, root=False).values_list("action")) == [
        ("actions.handed_over",),
        ("actions.moved",),
    ]
    undo_action_point(
        point=changed, version=changed.version, by=cast.secretary, at=now + timedelta(minutes=1)
    )
    after = fresh(point)
    assert (after.due_on, after.owner_organisation) == (point.due_on, point.owner_organisation)
    assert timeline_of(after)[0].old == "verplaatst, overgedragen"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (Change(), None),
        (Change(term=LATER), "reason"),
        (Change(status=ActionStatus.DROPPED), "reason"),
    ],
)
def test_nothing_to_change_and_no_reason_are_refused(
    cast: Cast, make_point: MakePoint, now: datetime, change: Change, field: str | None
) -> None:
    point = make_point()
    with pytest.raises(Refusal) as refused:
        change_action_point(
            point=point, version=point.version, change=change, by=cast.secretary, at=now
        )
    assert refused.value.field == (field or refused.value.field)
    assert fresh(point).version == point.version


def test_an_owner_ticks_and_gives_within_her_house_and_moves_nothing(
    cast: Cast, make_point: MakePoint, now: datetime
) -> None:
    point = make_point()
    with pytest.raises(NotAllowed):
        change_action_point(
            point=point,
            version=point.version,
            change=Change(term=LATER, reason="x"),
            by=cast.vws_officer,
            at=now,
        )
    change = Change(status=ActionStatus.DONE)
    change_action_point(
        point=point, version=point.version, change=change, by=cast.vws_officer, at=now
    )
    assert fresh(point).status == ActionStatus.DONE


def test_the_day_of_a_row_leads_to_its_editor_only_where_it_is_hers(
    cast: Cast, make_point: MakePoint, sign_in: SignIn
) -> None:
    mine, others = make_point(), make_point(owner=Owner(cast.szw))
    page = sign_in(cast.vws_officer).get(reverse("actions:list")).text
    assert (f'href="{url(mine)}"' in page, f'href="{url(others)}"' in page) == (True, False)
    answer = sign_in(cast.vws_officer).post(url(others), typed(others, status="done"))
    assert (answer.status_code, fresh(others).status) == (403, ActionStatus.OPEN)


def test_the_form_changes_what_was_touched_and_comes_back_with_an_undo(
    cast: Cast, make_point: MakePoint, sign_in: SignIn
) -> None:
    point = make_point()
    client = sign_in(cast.secretary)
    page = client.get(url(point)).text
    assert ("<html" in page, 'name="due"' in page) == (True, True)
    sent = typed(point, due="20-11-2020", reason="Later")
    answer = client.post(url(point), sent)
    assert answer["Location"] == reverse("actions:list")
    after = fresh(point)
    assert (after.due_on, after.owner_organisation) == (LATER.due_on, point.owner_organisation)
    assert "Ongedaan maken" in client.get(reverse("actions:list")).text
    assert client.post(url(point), typed(after)).status_code == 422


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"due": "blauw", "reason": "x"}, "geen datum"),
        ({"due": "20-11-2020"}, "waarom"),
        ({"owner": "@NIEMAND", "reason": "x"}, "Niemand"),
        ({"status": "zoek"}, "zoek"),
    ],
)
def test_a_refusal_keeps_what_was_typed(
    cast: Cast, make_point: MakePoint, sign_in: SignIn, other: dict[str, str], sentence: str
) -> None:
    point = make_point()
    answer = sign_in(cast.secretary).post(
        url(point), typed(point, **other), headers={"HX-Request": "true"}
    )
    assert (answer.status_code, answer.text.startswith("<tr")) == (422, True)
    assert sentence.lower() in answer.text.lower()
    for name, value in other.items():
        assert name == "status" or f'value="{value}"' in answer.text
    assert fresh(point).version == point.version


def test_who_is_second_sees_both_and_takes_back_nothing_she_did_not_touch(
    cast: Cast, make_point: MakePoint, sign_in: SignIn, now: datetime
) -> None:
    point = make_point()
    change = Change(owner=Owner(cast.szw), reason="Past daar")
    change_action_point(
        point=point, version=point.version, change=change, by=cast.secretary, at=now
    )
    client = sign_in(cast.lead)
    sent = typed(point, due="20-11-2020", reason="Later")
    answer = client.post(url(point), sent, headers={"HX-Request": "true"})
    page = answer.text
    assert answer.status_code == 409
    assert "Iemand anders heeft dit actiepunt gewijzigd" in page
    assert ('value="20-11-2020"' in page, 'value="@SZW"' in page) == (True, True)
    assert cast.vws_officer.email not in page
    version = fresh(point).version
    assert f'name="version" value="{version}"' in page
    client.post(url(point), {**sent, "owner": "@SZW", "version": version})
    after = fresh(point)
    assert (after.due_on, after.owner_organisation) == (LATER.due_on, cast.szw)


def test_the_second_is_told_by_the_service(
    cast: Cast, make_point: MakePoint, now: datetime
) -> None:
    point = make_point()
    change = Change(status=ActionStatus.DONE)
    with pytest.raises(Stale):
        change_action_point(
            point=point, version=point.version + 1, change=change, by=cast.secretary, at=now
        )


def test_leaving_brings_the_row_back(cast: Cast, make_point: MakePoint, sign_in: SignIn) -> None:
    point = make_point()
    client = sign_in(cast.secretary)
    back = client.get(f"{url(point)}?terug=1", headers={"HX-Request": "true"}).text
    assert (back.startswith("<tr>"), point.number in back, "<form" in back) == (True, True, False)
