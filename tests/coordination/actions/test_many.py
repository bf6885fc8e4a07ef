"""Several points at once: all or none, one deed, one undo."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.actions.services import move_term
from coordination.actions.services.many import (
    Chosen,
    complete_many,
    hand_over_many,
    move_many,
    undo_many,
)
from coordination.actions.terms import Owner, Term
from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from tests.cast import Cast

MakePoint = Callable[..., ActionPoint]
SignIn = Callable[[User], Client]
LATER = Term(date(2020, 11, 20))


def chosen(*points: ActionPoint) -> list[Chosen]:
    return [Chosen(point, point.version) for point in points]


def states() -> list[tuple[str, date]]:
    return [(point.status, point.due_on) for point in ActionPoint.objects.order_by("serial")]


def test_several_are_done_in_one_deed_and_undone_in_one(
    cast: Cast, make_point: MakePoint, now: datetime
) -> None:
    points = [make_point(), make_point()]
    many = complete_many(chosen=chosen(*points), by=cast.secretary, at=now)
    assert [status for status, _day in states()] == ["done", "done"]
    (root,) = AuditEvent.objects.filter(action="actions.many_completed")
    parts = AuditEvent.objects.filter(deed=root.deed, root=False)
    assert (root.root, parts.count(), many.number) == (True, 2, 2)
    undo_many(deed_id=many.deed, by=cast.secretary, at=now + timedelta(minutes=1))
    assert [status for status, _day in states()] == ["open", "open"]


def test_one_that_cannot_leaves_all_as_they_were_and_is_named(
    cast: Cast, make_point: MakePoint, now: datetime
) -> None:
    points = [make_point(), make_point(), make_point()]
    stale = points[1]
    move_term(
        point=stale, version=stale.version, term=LATER, reason="Later", by=cast.secretary, at=now
    )
    before = states()
    with pytest.raises(Refusal) as refused:
        complete_many(chosen=chosen(*points), by=cast.secretary, at=now)
    assert str(refused.value.sentence).startswith(f"{stale.number}: ")
    assert states() == before


def test_several_move_to_one_day_and_one_that_stands_there_is_left(
    cast: Cast, make_point: MakePoint, now: datetime
) -> None:
    points = [make_point(), make_point(term=LATER)]
    many = move_many(
        chosen=chosen(*points), term=LATER, reason="Alles later", by=cast.secretary, at=now
    )
    assert many.number == 1
    assert states() == [("open", LATER.due_on), ("open", LATER.due_on)]
    with pytest.raises(Refusal, match="al"):
        move_many(
            chosen=chosen(*ActionPoint.objects.all()),
            term=LATER,
            reason="Nog eens",
            by=cast.secretary,
            at=now,
        )


def test_several_are_handed_over_and_an_owner_gives_only_her_own(
    cast: Cast, make_point: MakePoint, now: datetime
) -> None:
    points = [make_point(), make_point()]
    to = Owner(cast.szw)
    with pytest.raises(NotAllowed):
        hand_over_many(chosen=chosen(*points), to=to, reason="x", by=cast.vws_officer, at=now)
    hand_over_many(chosen=chosen(*points), to=to, reason="Past daar", by=cast.secretary, at=now)
    owners = {point.owner_organisation for point in ActionPoint.objects.all()}
    assert owners == {cast.szw}


def test_nothing_chosen_is_refused(cast: Cast, now: datetime) -> None:
    with pytest.raises(Refusal, match="Kies"):
        complete_many(chosen=[], by=cast.secretary, at=now)


def test_what_changed_since_is_not_undone(cast: Cast, make_point: MakePoint, now: datetime) -> None:
    points = [make_point(), make_point()]
    many = move_many(chosen=chosen(*points), term=LATER, reason="x", by=cast.secretary, at=now)
    point = ActionPoint.objects.get(pk=points[0].pk)
    complete = chosen(point)
    complete_many(chosen=complete, by=cast.secretary, at=now + timedelta(minutes=1))
    with pytest.raises(Refusal, match=point.number):
        undo_many(deed_id=many.deed, by=cast.secretary, at=now + timedelta(minutes=2))
    assert {status for status, _day in states()} == {"done", "open"}


def test_the_page_offers_what_she_may_change_and_keeps_what_was_typed(
    cast: Cast, make_point: MakePoint, sign_in: SignIn
) -> None:
    mine = make_point()
    others = make_point(owner=Owner(cast.szw))
    client = sign_in(cast.vws_officer)
    address = reverse("actions:many")
    page = client.get(address).text
    assert f'value="{mine.pk}"' in page
    assert f'value="{others.pk}"' not in page
    sent = {"point": str(mine.pk), f"version-{mine.pk}": mine.version, "owner": "@VWS"}
    refused = client.post(address, {**sent, "verb": "overdragen", "reason": ""})
    assert refused.status_code == 422
    assert 'value="@VWS"' in refused.text
    assert f'value="{mine.pk}" checked' in refused.text
    client.post(address, {**sent, "verb": "gereed"})
    mine.refresh_from_db()
    assert mine.status == ActionStatus.DONE
    (root,) = AuditEvent.objects.filter(action="actions.many_completed")
    client.post(reverse("actions:undo_many", args=[root.deed]))
    mine.refresh_from_db()
    assert mine.status == ActionStatus.OPEN


def test_a_hidden_point_is_no_part_of_the_deed(
    cast: Cast, make_point: MakePoint, sign_in: SignIn
) -> None:
    point = make_point()
    client = sign_in(cast.partner)
    sent = {"point": str(point.pk), f"version-{point.pk}": point.version, "verb": "gereed"}
    assert client.post(reverse("actions:many"), sent).status_code == 422
    assert ActionPoint.objects.get(pk=point.pk).status == ActionStatus.OPEN


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_point_and_for_three(
    cast: Cast,
    make_point: MakePoint,
    sign_in: SignIn,
    number: int,
    django_assert_num_queries: Callable[..., object],
) -> None:
    for _serial in range(number):
        make_point()
    client = sign_in(cast.secretary)
    client.get(reverse("actions:many"))
    with django_assert_num_queries(7):  # type: ignore[attr-defined]  # a context manager
        client.get(reverse("actions:many"))
