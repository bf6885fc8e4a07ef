"""An agenda item is settled by officials, with the reason, and taken up again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.agenda import set_result
from coordination.meetings.services.settling import settle_item_lower, take_item_up
from coordination.people.models import User
from tests.cast import MONDAY, Cast

from .test_api import Api, api  # noqa: F401  a fixture of the other file

WHY = "De departementen zijn het eens"


def settle(cast: Cast, item: AgendaItem, because: str = WHY) -> AgendaItem:
    return settle_item_lower(
        item=item, because=because, version=item.version, by=cast.secretary, at=MONDAY
    )


def test_it_says_why_in_the_item_its_history_and_the_record(cast: Cast, item: AgendaItem) -> None:
    settled = settle(cast, item)
    assert (settled.settled_lower, settled.settled_because) == (True, WHY)
    kept = settled.history.get(version=settled.version)
    assert (kept.settled_because, kept.history_user) == (WHY, cast.secretary)
    event = AuditEvent.objects.get(action="agenda.settled_lower")
    assert (event.actor, event.object_id) == (f"user:{cast.secretary.pk}", str(item.pk))


def test_taking_it_up_puts_everything_back(cast: Cast, item: AgendaItem) -> None:
    settled = settle(cast, item)
    taken = take_item_up(
        item=settled, version=settled.version, by=cast.secretary, at=MONDAY + timedelta(minutes=1)
    )
    assert (taken.settled_lower, taken.settled_because) == (False, "")
    with pytest.raises(Refusal, match="niet ambtelijk afgedaan"):
        take_item_up(item=taken, version=taken.version, by=cast.secretary, at=MONDAY)


def test_it_is_refused_without_a_reason_twice_stale_after_a_result_and_by_a_member(
    cast: Cast, item: AgendaItem
) -> None:
    with pytest.raises(Refusal) as without:
        settle(cast, item, " ")
    assert without.value.field == "because"
    with pytest.raises(NotAllowed):
        settle_item_lower(
            item=item, because=WHY, version=item.version, by=cast.szw_officer, at=MONDAY
        )
    resulted = set_result(item=item, result="noted", by=cast.secretary, at=MONDAY)
    with pytest.raises(Refusal):
        settle(cast, resulted)
    free = set_result(item=resulted, result="", by=cast.secretary, at=MONDAY)
    with pytest.raises(Stale):
        settle(cast, item)
    settled = settle(cast, free)
    with pytest.raises(Refusal):
        settle(cast, settled)
    assert AuditEvent.objects.filter(action="agenda.settled_lower").count() == 1


def test_the_secretary_settles_it_on_a_page_and_undoes_it(
    cast: Cast, meeting: Meeting, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.secretary)
    agenda, page = (
        reverse("meetings:agenda", args=[meeting.pk]),
        reverse("meetings:settle_item", args=[item.pk]),
    )
    assert page in client.get(agenda).content.decode()
    empty = client.post(page, {"because": "", "version": item.version})
    assert empty.status_code == 422
    assert client.post(page, {"because": WHY, "version": item.version}).status_code == 302
    shown = client.get(agenda).content.decode()
    assert WHY in shown
    undo = reverse("meetings:take_up_item", args=[item.pk, item.version + 1])
    assert undo in shown
    client.post(undo)
    assert WHY not in client.get(agenda).content.decode()


def test_a_member_is_offered_nothing(
    cast: Cast, meeting: Meeting, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.szw_officer)
    shown = client.get(reverse("meetings:agenda", args=[meeting.pk])).content.decode()
    assert item.title in shown
    assert reverse("meetings:settle_item", args=[item.pk]) not in shown


def test_the_api_settles_and_takes_up_by_version(
    cast: Cast,
    item: AgendaItem,
    api: Callable[[User], Api],  # noqa: F811  the fixture
) -> None:
    ask = api(cast.secretary)
    path = f"agenda-items/{item.pk}"
    said = ask("POST", f"{path}/settle-lower", {"because": WHY}, If_Match=str(item.version))
    assert said.status_code == 200
    assert (said.json()["settled_lower"], said.json()["settled_because"]) == (True, WHY)
    again = ask("POST", f"{path}/take-up", {}, If_Match=str(item.version))
    assert again.status_code == 412
    taken = ask("POST", f"{path}/take-up", {}, If_Match=str(item.version + 1))
    assert taken.json()["settled_lower"] is False
