"""The calendar of working days: holidays, closed days of all and of one."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import ClosedDay, User
from coordination.people.queries import daybook_of
from coordination.people.services import add_closed_day, remove_closed_day
from tests.cast import Cast

CHRISTMAS_EVE = date(2020, 12, 24)


def test_an_organisation_s_closed_day_is_closed_for_her_only(cast: Cast, now: datetime) -> None:
    facts: dict[str, Any] = {"reason": "Studiedag", "by": cast.coordinator, "at": now}
    add_closed_day(day=CHRISTMAS_EVE, organisation=cast.vws, **facts)
    worked = [daybook_of(who).is_working_day(CHRISTMAS_EVE) for who in (cast.vws, cast.szw, None)]
    assert worked == [False, True, True]


def test_her_own_row_goes_before_everybody_s(cast: Cast, now: datetime) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    add_closed_day(day=CHRISTMAS_EVE, reason="Kerstavond", **by)
    add_closed_day(day=CHRISTMAS_EVE, reason="Bezetting", organisation=cast.vws, worked=True, **by)
    worked = [daybook_of(who).is_working_day(CHRISTMAS_EVE) for who in (cast.vws, cast.szw)]
    assert worked == [True, False]


def test_a_day_is_corrected_once(cast: Cast, now: datetime) -> None:
    add_closed_day(day=CHRISTMAS_EVE, reason="Dicht", by=cast.coordinator, at=now)
    with pytest.raises(Refusal, match="lijst"):
        add_closed_day(day=CHRISTMAS_EVE, reason="Kerst", by=cast.coordinator, at=now)
    assert ClosedDay.objects.count() == 1


def test_a_removed_day_counts_again(cast: Cast, now: datetime) -> None:
    made = add_closed_day(day=CHRISTMAS_EVE, reason="Dicht", by=cast.administrator, at=now)
    remove_closed_day(closed_day=made, by=cast.coordinator, at=now)
    assert daybook_of().is_working_day(CHRISTMAS_EVE)
    events = AuditEvent.objects.filter(action__startswith="people.closed_day").order_by("seq")
    assert [event.action for event in events] == [
        "people.closed_day_added",
        "people.closed_day_removed",
    ]


def test_a_policy_officer_reads_the_calendar_and_changes_nothing(
    cast: Cast, now: datetime, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.vws_officer)
    page = client.get("/vrije-dagen/")
    assert (page.status_code, page.context["form"]) == (200, None)
    answer = client.post("/vrije-dagen/", {"day": "2020-12-24", "reason": "Dicht"})
    assert (answer.status_code, ClosedDay.objects.count()) == (403, 0)
    with pytest.raises(NotAllowed):
        add_closed_day(day=CHRISTMAS_EVE, reason="Dicht", by=cast.vws_officer, at=now)


def test_a_coordinator_adds_a_day_on_the_page(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    data = {"day": "2026-12-24", "organisation": cast.vws.pk, "reason": "Dicht"}
    sign_in(cast.coordinator).post("/vrije-dagen/", data)
    row = ClosedDay.objects.get()
    assert (row.day, row.organisation, row.reason, row.worked) == (
        date(2026, 12, 24),
        cast.vws,
        "Dicht",
        False,
    )
