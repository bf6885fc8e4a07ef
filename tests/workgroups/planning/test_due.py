"""A milestone is due like anything else, and moves along with the meeting it goes to."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from coordination.cycle.due import due_items
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message
from coordination.meetings.models import Attendance, Meeting
from coordination.meetings.services.meetings import cancel_meeting
from coordination.meetings.services.moving import move_meeting, undo_move
from coordination.people.models import User
from tests.cast import Cast
from tests.workgroups.conftest import Crew
from workgroups.planning.models import Milestone, Product
from workgroups.planning.services import deliver_product

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_milestone_is_due_until_its_product_is_there(
    product: Product, crew: Crew, now: datetime
) -> None:
    source = due_items["planning.milestone"]

    def owed(user: Any) -> list[tuple[str, date, str]]:
        rows = source.ordered(source.found(user=user, is_open=True))
        items = source.items("planning.milestone", rows)
        return [(one.what, one.day, one.owner_label) for one in items]

    assert owed(crew.member) == [("Beslisboom", date(2020, 11, 30), "VWS")]
    deliver_product(product=product, version=1, by=crew.secretary, at=now)
    assert owed(crew.member) == []


def test_it_moves_along_with_its_meeting_and_back(
    bound: Milestone, meeting: Meeting, cast: Cast, now: datetime
) -> None:
    starts = meeting.starts_at + 2 * DAY
    moved = move_meeting(
        meeting=meeting,
        starts_at=starts,
        ends_at=starts + HOUR,
        version=meeting.version,
        by=cast.secretary,
        at=now + HOUR,
    )
    bound.refresh_from_db()
    assert (bound.due_on, bound.due_version, bound.slips.count()) == (date(2020, 11, 12), 3, 0)
    undo_move(meeting=moved, version=moved.version, by=cast.secretary, at=now + 2 * HOUR)
    bound.refresh_from_db()
    assert bound.due_on == date(2020, 11, 10)


def test_it_stays_where_its_team_would_be_gone(
    bound: Milestone, meeting: Meeting, cast: Cast, now: datetime
) -> None:
    starts = meeting.starts_at + 120 * DAY
    move_meeting(
        meeting=meeting,
        starts_at=starts,
        ends_at=starts + HOUR,
        version=meeting.version,
        by=cast.secretary,
        at=now + HOUR,
    )
    bound.refresh_from_db()
    assert bound.due_on == date(2020, 11, 10)


def test_whose_it_is_hears_that_the_meeting_it_goes_to_is_cancelled(
    bound: Milestone, meeting: Meeting, cast: Cast, now: datetime
) -> None:
    cancel_meeting(meeting=meeting, reason="Vervalt", by=cast.secretary, at=now)
    message = Message.objects.get(
        kind="meetings.cancelled", recipient__mailbox=bound.product.owner_organisation
    )
    with override("nl"):
        said = mail_kinds[message.kind].render(message).text
    assert "Dit van u wacht erop:\n- Beslisboom" in said
    assert bound.get_absolute_url() in said


def test_a_mailbox_hears_of_no_meeting_in_a_restricted_dossier(
    bound: Milestone, meeting: Meeting, cast: Cast, now: datetime
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(dossier=cast.secret_dossier)
    meeting.refresh_from_db()
    cancel_meeting(meeting=meeting, reason="Vervalt", by=cast.secretary, at=now)
    told = Message.objects.filter(kind="meetings.cancelled")
    assert not told.filter(recipient__mailbox=bound.product.owner_organisation).exists()


@pytest.mark.parametrize("restricted", [False, True])
def test_a_mailbox_reads_why_a_meeting_moved_where_that_is_not_restricted(
    bound: Milestone, meeting: Meeting, cast: Cast, now: datetime, restricted: bool
) -> None:
    if restricted:
        Meeting.objects.filter(pk=meeting.pk).update(dossier=cast.secret_dossier)
    Attendance.objects.filter(meeting=meeting).delete()
    meeting.refresh_from_db()
    starts = meeting.starts_at + 2 * DAY
    move_meeting(
        meeting=meeting, starts_at=starts, ends_at=starts + HOUR, reason="De minister is ziek",
        version=meeting.version, by=cast.secretary, at=now,
    )  # fmt: skip
    message = Message.objects.get(
        kind="meetings.moved", recipient__mailbox=bound.product.owner_organisation
    )
    said = mail_kinds[message.kind].render(message).text
    assert "Beslisboom" in said
    assert ("De minister is ziek" in said) is not restricted


def test_a_plan_costs_the_same_whatever_it_holds(
    make_product: Callable[..., Product], crew: Crew, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(crew.secretary)
    addresses = (reverse("planning:team", args=[crew.team.pk]), reverse("planning:list"))
    make_product("Product 1")
    client.get(addresses[0])
    few = [cost(client, address) for address in addresses]
    make_product("Product 2")
    make_product("Product 3")
    assert [cost(client, address) for address in addresses] == few
    assert max(few) <= 12


def cost(client: Client, address: str) -> int:
    """How many queries the page makes."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)
