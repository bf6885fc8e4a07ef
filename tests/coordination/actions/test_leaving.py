"""What somebody who leaves has in hand, and to whom it goes."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from coordination.actions.models import ActionPoint
from coordination.actions.services import complete_action_point, hand_over_all
from coordination.people.holdings import held_by
from coordination.people.models import User
from tests.cast import MONDAY, Cast

Make = Callable[..., ActionPoint]


def test_all_points_of_a_leaver_go_to_another(cast: Cast, make_point: Make) -> None:
    make_point()
    done = make_point()
    complete_action_point(point=done, version=done.version, by=cast.lead, at=MONDAY)
    count = hand_over_all(
        user=cast.vws_officer, to=cast.szw_officer, by=cast.administrator, at=MONDAY
    )
    assert count == 1
    assert ActionPoint.objects.filter(owner_person=cast.szw_officer).count() == 1


def test_an_administrator_hands_over_what_she_may_not_read(
    cast: Cast, point: ActionPoint, sign_in: Callable[[User], Client]
) -> None:
    address = reverse("people:account", args=[cast.vws_officer.pk])
    page = sign_in(cast.administrator).get(address).content.decode()
    assert "1 die u niet mag lezen" in page
    assert point.text not in page
    assert point.get_absolute_url() not in page
    piles = held_by(cast.vws_officer, reader=cast.lead)
    (read,) = [pile for pile in piles if pile.name == "actions"]
    assert [one.url for one in read.held] == [point.get_absolute_url()]
