"""Who keeps a line brings it to the bodies where it stops, and to no other meeting."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from coordination.meetings.models import AgendaItem, Meeting, Submission
from coordination.meetings.permissions import can_submit
from coordination.meetings.services.agenda import accept_item, remove_item
from coordination.people.models import Role, User
from tests.cast import Cast, add_user
from workgroups.advice.models import AdviceRequest, Stop
from workgroups.advice.services import put_on_agenda, withdraw_line

THURSDAY, TUESDAY = date(2020, 11, 5), date(2020, 11, 3)
Ask = Callable[..., AdviceRequest]
Find = Callable[[str, date], Meeting]
SignIn = Callable[[User], Client]


@pytest.fixture
def acc(meeting_of: Find) -> Meeting:
    return meeting_of("ACC", THURSDAY)


def stop_in(line: AdviceRequest, meeting: Meeting) -> Stop:
    found: Stop = line.stops.with_place().get(stands_in=meeting.pk)
    return found


@pytest.fixture
def waiting(cast: Cast, now: datetime, ask: Ask, acc: Meeting) -> AgendaItem:
    """What the team submitted to the ACC, which has not accepted it yet."""
    return put_on_agenda(stop=stop_in(ask(), acc), version=1, by=cast.secretary, at=now)


def test_the_team_submits_its_stop_and_the_secretary_of_the_body_accepts_it(
    cast: Cast, now: datetime, ask: Ask, acc: Meeting, sign_in: SignIn
) -> None:
    stop = stop_in(ask(), acc)
    team = sign_in(cast.secretary)
    page = f"/advieslijn/haltes/{stop.pk}/agenda"
    assert team.get(page).status_code == 200
    sent = {"requested_decision": "Instemmen", "version": "1"}
    assert team.post(page, sent).status_code == 302
    stop.refresh_from_db()
    assert stop.item is not None
    assert (stop.item.meeting, stop.item.submission) == (acc, Submission.SUBMITTED)
    assert team.get(f"/overleg/punten/{stop.item.pk}/bewerken").status_code == 200
    accepted = accept_item(item=stop.item, by=cast.coordinator, at=now)
    assert accepted.submission == Submission.ACCEPTED


def test_elsewhere_and_once_it_is_withdrawn_she_has_no_seat(
    cast: Cast, now: datetime, ask: Ask, acc: Meeting, meeting_of: Find
) -> None:
    other = meeting_of("MCC", TUESDAY)
    assert not can_submit(cast.secretary, acc)
    line = ask()
    assert (can_submit(cast.secretary, acc), can_submit(cast.secretary, other)) == (True, False)
    assert not can_submit(cast.stranger, acc)
    deed: dict[str, Any] = {"by": cast.secretary, "at": now}
    withdraw_line(line=line, because="Vervallen", version=line.version, **deed)
    assert not can_submit(cast.secretary, acc)


def test_what_waits_there_she_takes_off_after_the_line_was_withdrawn(
    cast: Cast, now: datetime, acc: Meeting, waiting: AgendaItem, sign_in: SignIn
) -> None:
    line = Stop.objects.get(item=waiting).request
    deed: dict[str, Any] = {"by": cast.secretary, "at": now}
    withdraw_line(line=line, because="Vervallen", version=line.version, **deed)
    tools = f"/overleg/punten/{waiting.pk}/weghalen"
    page = sign_in(cast.secretary).get(f"/overleg/{acc.pk}/agenda/").content.decode()
    assert tools in page
    assert remove_item(item=waiting, **deed).removed_at == now


def test_a_colleague_without_a_seat_is_offered_nothing_with_what_waits(
    cast: Cast, acc: Meeting, waiting: AgendaItem, sign_in: SignIn
) -> None:
    colleague = add_user("colleague", cast.dgsc, Role.POLICY_OFFICER)
    page = sign_in(colleague).get(f"/overleg/{acc.pk}/agenda/").content.decode()
    assert (str(waiting.pk) in page, f"{waiting.pk}/weghalen" in page) == (True, False)
