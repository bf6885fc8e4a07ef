"""A stop is changed and changed back, and leaves a cancelled meeting with its item."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from coordination.cycle.models import Cadence
from coordination.cycle.queries.skipping import preview_skip
from coordination.cycle.services.skip import resume_cycle, skip_cycle
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.refusals import Refusal
from coordination.mail.kinds import mail_kinds
from coordination.mail.models import Message, Status
from coordination.meetings.models import AgendaItem, Attendance, Meeting, MeetingStatus
from coordination.meetings.plan_mail import NEVER_GONE
from coordination.meetings.services.meetings import cancel_meeting, restore_meeting
from coordination.people.models import User
from tests.cast import Cast
from workgroups.advice.models import AdviceRequest, Stop, StopPurpose
from workgroups.advice.queries.line import line_views
from workgroups.advice.services import (
    StopFacts,
    answer_line,
    change_stop,
    edit_line,
    put_on_agenda,
    take_back_change,
    withdraw_line,
)

Ask = Callable[..., AdviceRequest]
SignIn = Callable[..., Client]
Find = Callable[..., Meeting]
THURSDAY, NEXT = date(2020, 11, 5), date(2020, 11, 12)
THEN = 11


@pytest.fixture
def stop(ask: Ask) -> Stop:
    """The direction of the ACC on Thursday."""
    found: Stop = ask().stops.get(purpose=StopPurpose.DIRECTION, body__code="ACC")
    return found


@pytest.fixture
def stranded(
    cast: Cast, now: datetime, stop: Stop, meeting_of: Find
) -> Callable[[], tuple[AgendaItem, Stop]]:
    """Its item on Thursday's agenda, and then that meeting was cancelled."""

    def strand() -> tuple[AgendaItem, Stop]:
        by: dict[str, Any] = {"by": cast.coordinator, "at": now}
        item = put_on_agenda(stop=stop, version=1, requested_decision="Instemmen", **by)
        cancel_meeting(meeting=meeting_of("ACC", THURSDAY), reason="Persconferentie", **by)
        return item, Stop.objects.get(pk=stop.pk)

    return strand


def test_a_change_of_a_stop_is_taken_back_on_the_page(
    cast: Cast, stop: Stop, meeting_of: Find, sign_in: SignIn
) -> None:
    client = sign_in(cast.secretary)
    later = meeting_of("ACC", NEXT)
    sent = {"purpose": "draft", "meeting": str(later.pk), "body": "", "version": "1"}
    assert client.post(f"/advieslijn/haltes/{stop.pk}/", sent).status_code == 302
    changed = Stop.objects.get(pk=stop.pk)
    assert (changed.purpose, changed.meeting) == (StopPurpose.DRAFT, later)
    undo = f"/advieslijn/haltes/{stop.pk}/wijziging-terug?version=2"
    assert undo in client.get(stop.get_absolute_url()).content.decode()
    assert client.post(undo).status_code == 302
    back = Stop.objects.get(pk=stop.pk)
    assert (back.purpose, back.meeting_id, back.slot_id) == (
        StopPurpose.DIRECTION,
        stop.meeting_id,
        stop.slot_id,
    )
    assert (back.version, back.history.count()) == (3, 3)


def test_a_change_is_not_taken_back_once_the_stop_stands_on_an_agenda(
    cast: Cast, now: datetime, stop: Stop
) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    put_on_agenda(stop=stop, version=1, **by)
    with pytest.raises(Refusal, match="niet meer terug"):
        take_back_change(stop=stop, version=2, **by)


def test_the_item_of_a_cancelled_meeting_goes_to_the_next_one_with_what_it_asked(
    cast: Cast, now: datetime, stranded: Callable[[], Any], meeting_of: Find, sign_in: SignIn
) -> None:
    item, stop = stranded()
    client = sign_in(cast.coordinator)
    page = client.get(stop.request.get_absolute_url()).content.decode()
    assert "staat nog op de agenda van het afgezegde overleg" in page
    assert "Op de agenda van ACC do 12 nov" in page
    form = client.get(f"/advieslijn/haltes/{stop.pk}/agenda")
    assert form.context["form"]["requested_decision"].value() == "Instemmen"
    sent = {"requested_decision": "Instemmen", "version": str(stop.version)}
    assert client.post(f"/advieslijn/haltes/{stop.pk}/agenda", sent).status_code == 302
    moved = Stop.objects.select_related("item").get(pk=stop.pk)
    assert moved.item is not None
    assert (moved.item.meeting, moved.item.follows) == (meeting_of("ACC", NEXT), item)
    (view,) = line_views(cast.coordinator, [moved.request], at=now)
    here = next(one for one in view.stops if one.stop == moved)
    assert (here.item, here.instead_of, here.stranded) == (moved.item, None, None)


def test_a_stop_is_changed_though_its_item_stands_on_a_cancelled_meeting(
    cast: Cast, now: datetime, stranded: Callable[[], Any], meeting_of: Find
) -> None:
    _item, stop = stranded()
    facts = StopFacts(StopPurpose.DIRECTION, meeting=meeting_of("ACC", NEXT))
    moved = change_stop(stop=stop, facts=facts, version=stop.version, by=cast.coordinator, at=now)
    assert moved.meeting == meeting_of("ACC", NEXT)


def test_the_page_looks_back_to_a_line_as_it_stood(
    cast: Cast, now: datetime, stranded: Callable[[], Any], sign_in: SignIn
) -> None:
    line = stranded()[1].request
    by: dict[str, Any] = {"by": cast.secretary, "at": now + timedelta(days=9)}
    asks = "Wat kan er met oud en nieuw?"
    line = edit_line(line=line, question=asks, background="", version=line.version, **by)
    answer_line(line=line, text="Klein vieren", version=line.version, **by)
    client, address = sign_in(cast.coordinator), line.get_absolute_url()
    with time_machine.travel(now + timedelta(days=10), tick=False):
        shown = client.get(address).content.decode()
        then = client.get(f"{address}?op=2020-11-02T15:30").content.decode()
        before = client.get(f"{address}?op=2020-11-01T15:30").content.decode()
    assert "Klein vieren" in shown
    for said in ("Wat kan er wel met kerst?", "Instemmen", "is afgezegd", "vrijdag 20 november"):
        assert said in then
    for later in ("oud en nieuw", "Klein vieren", "wijziging-terug", "/agenda"):
        assert later not in then
    assert "nog niet gesteld" in before


def test_looking_back_costs_the_same_with_one_item_and_with_three(
    cast: Cast,
    now: datetime,
    ask: Ask,
    sign_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    line, client = ask(), sign_in(cast.coordinator)
    address = f"{line.get_absolute_url()}?op=2020-11-02T15:30"
    stops = line.stops.filter(purpose__in=[StopPurpose.DIRECTION, StopPurpose.DRAFT])
    first, *others = stops.order_by("position")
    put_on_agenda(stop=first, version=1, by=cast.coordinator, at=now)
    with time_machine.travel(now + timedelta(days=1), tick=False):
        client.get(address)
        with django_assert_num_queries(THEN):
            client.get(address)
        for stop in others:
            put_on_agenda(stop=stop, version=1, by=cast.coordinator, at=now)
        with django_assert_num_queries(THEN):
            client.get(address)


def told(user: User, kind: str) -> Message:
    return Message.objects.get(kind=f"meetings.{kind}", recipient__user=user)


def test_who_keeps_a_line_hears_that_the_meeting_where_it_stops_is_cancelled(
    cast: Cast, now: datetime, stop: Stop, meeting_of: Find
) -> None:
    acc = meeting_of("ACC", THURSDAY)
    gone = cancel_meeting(meeting=acc, reason="Persconferentie", by=cast.coordinator, at=now)
    for keeper in (cast.lead, cast.secretary):
        message = told(keeper, "cancelled")
        with override("nl"):
            said = mail_kinds[message.kind].render(message)
        assert "Reden: Persconferentie" in said.text
        assert f"- {stop.request.number} ACC richting: Wat kan er wel met kerst?" in said.text
        assert stop.get_absolute_url() in said.text
        # she has no seat there, so her calendar knows nothing of it
        assert said.calendar == ""
    restore_meeting(meeting=gone, by=cast.coordinator, at=now + timedelta(minutes=5))
    again, restored = told(cast.lead, "restored"), mail_kinds["meetings.restored"]
    assert restored.still_due(again) == NEVER_GONE
    Message.objects.filter(kind="meetings.cancelled").update(status=Status.SENT)
    assert restored.still_due(again) is None
    assert stop.get_absolute_url() in restored.render(again).text


def test_who_keeps_a_line_that_was_withdrawn_hears_nothing(
    cast: Cast, now: datetime, stop: Stop, meeting_of: Find
) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    withdraw_line(line=stop.request, because="Vervallen", version=1, **by)
    cancel_meeting(meeting=meeting_of("ACC", THURSDAY), reason="Persconferentie", **by)
    assert not Message.objects.filter(recipient__user=cast.lead, kind="meetings.cancelled").exists()


def test_who_keeps_a_line_hears_in_one_mail_that_the_cycle_is_skipped(
    cast: Cast, now: datetime, stop: Stop, cadence: Cadence
) -> None:
    seen = preview_skip(cast.coordinator, cadence=cadence, number=1, at=now)
    skip: dict[str, Any] = {"number": 1, "reason": "Kerst", "by": cast.coordinator, "at": now}
    cycle = skip_cycle(cadence=cadence, **skip).cycle
    told_of_it = Message.objects.filter(kind__in=["cycle.skipped", "meetings.cancelled"])
    assert (told_of_it.count(), seen.told) == (2, 2)
    for keeper in (cast.lead, cast.secretary):
        message = told_of_it.get(recipient__user=keeper)
        with override("nl"):
            said = mail_kinds[message.kind].render(message)
        waits = said.text.partition("Dit van u wacht erop:\n")[2]
        purposes = [
            line.split()[3].strip(":") for line in waits.splitlines() if line.startswith("- ")
        ]
        assert purposes == ["vraag", "richting", "richting", "concept-uitkomst"]
        assert stop.get_absolute_url() in waits
        assert said.calendar == ""
    told_of_it.update(status=Status.SENT)
    resume_cycle(cycle=cycle, version=cycle.version, by=cast.coordinator, at=now)
    again = Message.objects.get(kind="cycle.resumed", recipient__user=cast.lead)
    assert stop.get_absolute_url() in mail_kinds[again.kind].render(again).text


def test_who_is_expected_and_keeps_a_line_hears_both_in_one_mail(
    cast: Cast, now: datetime, stop: Stop, cadence: Cadence, meeting_of: Find
) -> None:
    acc = meeting_of("ACC", THURSDAY)
    Attendance.objects.create(meeting=acc, organisation=cast.vws, person=cast.lead)
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    skip_cycle(cadence=cadence, number=1, reason="Kerst", **by)
    message = Message.objects.get(kind="cycle.skipped", recipient__user=cast.lead)
    with override("nl"):
        said = mail_kinds[message.kind].render(message)
    assert stop.get_absolute_url() in said.text
    assert said.calendar.count("METHOD:CANCEL") == 1


def place(stop: Stop) -> str:
    return f"/advieslijn/haltes/{stop.pk}/agenda"


def test_a_second_stop_in_the_meeting_where_the_line_stands_is_not_offered_there(
    cast: Cast, now: datetime, stop: Stop, meeting_of: Find, sign_in: SignIn
) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    acc = meeting_of("ACC", THURSDAY)
    second = stop.request.stops.get(purpose=StopPurpose.DRAFT)
    second = change_stop(
        stop=second, facts=StopFacts(StopPurpose.DRAFT, meeting=acc), version=1, **by
    )
    put_on_agenda(stop=stop, version=1, **by)
    client = sign_in(cast.coordinator)
    page = client.get(stop.request.get_absolute_url()).content.decode()
    assert place(second) not in page
    assert "Staat al op de agenda van dat overleg." in page
    refused = client.get(place(second))
    assert refused.status_code == 409
    assert "Deze halte staat al op de agenda" in refused.content.decode()
    panel = client.get(acc.get_absolute_url(), {"paneel": "advice.meeting"}).content.decode()
    assert place(second) not in panel
    Meeting.objects.filter(pk=acc.pk).update(status=MeetingStatus.CLOSED)
    held = client.get(stop.request.get_absolute_url()).content.decode()
    assert "Stond op de agenda van dat overleg." in held


def test_what_a_colleague_submitted_is_not_offered_to_who_may_not_see_it_yet(
    cast: Cast, now: datetime, stop: Stop, sign_in: SignIn
) -> None:
    by: dict[str, Any] = {"by": cast.coordinator, "at": now}
    grant_access(dossier=stop.request.dossier, to=cast.vws_officer, function=Function.WRITER, **by)
    put_on_agenda(stop=stop, version=1, by=cast.secretary, at=now)
    client = sign_in(cast.vws_officer)
    page = client.get(stop.request.get_absolute_url()).content.decode()
    stop.refresh_from_db()
    assert stop.item is not None
    assert str(stop.item.pk) not in page
    assert (place(stop) in page, "Staat al op de agenda van dat overleg." in page) == (False, True)
    assert client.get(place(stop)).status_code == 409
