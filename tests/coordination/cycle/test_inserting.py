"""A meeting more in a cycle: looked at first, inserted, and taken back while it is untouched."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.cycle.models import Cadence, Deadline, Slot
from coordination.cycle.queries.places import places_between
from coordination.cycle.services.inserting import foresee_insert, insert_meeting
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.slots import SlotFacts
from coordination.cycle.services.taking_back import undo_insert
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.workdays import Offset, Unit
from coordination.mail.models import Message, Status
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.people.models import Body, BodyMember, MemberRole
from coordination.people.services import create_token
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .conftest import begin_cadence, begin_slot, find_body
from .reminding import local, send

THURSDAY = date(2020, 11, 12)
SOON = MONDAY + timedelta(minutes=5)


@kept
def planned(cast: Cast, led: None) -> Cadence:
    """The ACC on the second Thursday at ten; SZW's officer sits in the ACC and the MCC."""
    cadence = begin_cadence(cast)
    begin_slot(cast, cadence, "ACC", 11, "10:00", minutes=90)
    for code in ("ACC", "MCC"):
        BodyMember.objects.create(
            body=find_body(cast, code),
            organisation=cast.szw,
            person=cast.szw_officer,
            role=MemberRole.MEMBER,
            since=date(2020, 10, 1),
        )
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    return cadence


def facts(**more: Any) -> SlotFacts:
    """The MCC at half past ten, while the ACC still meets, its papers four hours before."""
    mcc = Body.objects.get(code="MCC")
    due = Offset(4, Unit.HOURS)
    values = {"starts": time(10, 30), "minutes": 45, "body": mcc, "papers_due": due}
    return SlotFacts(0, **{**values, "purpose": "spoed", **more})


def inserted(cast: Cast, cadence: Cadence, **more: Any) -> Meeting:
    values = {"day": THURSDAY, "facts": facts(), "by": cast.coordinator, "at": MONDAY, **more}
    return insert_meeting(cadence=cadence, **values)


def take_back(cast: Cast, cadence: Cadence, meeting: Meeting, **more: Any) -> Meeting:
    values = {"version": 1, "by": cast.coordinator, "at": SOON, **more}
    return undo_insert(cadence=cadence, meeting=meeting, **values)


def places(cast: Cast, cadence: Cadence) -> list[tuple[str, datetime]]:
    found = places_between(cast.coordinator, [cadence], date(2020, 11, 2), date(2020, 11, 15))
    return [(place.label, place.starts_at) for place in found]


def test_an_inserted_meeting_stands_in_its_cycle_with_its_papers(
    cast: Cast, planned: Cadence
) -> None:
    meeting = inserted(cast, planned)

    assert places(cast, planned)[-1] == ("MCC", local(2020, 11, 12, 10, 30))
    assert meeting.deadlines.get().due_at == local(2020, 11, 12, 6, 30)
    assert [item.title for item in meeting.items.all()] == ["spoed"]
    invited = Message.objects.get(kind="meetings.invited")
    assert invited.recipient.user == cast.szw_officer
    later = plan_cadence(cadence=planned, until=date(2020, 11, 29), by=cast.coordinator, at=MONDAY)
    assert [one.body.code for one in later.meetings] == ["ACC"]


def test_the_look_before_says_what_comes_and_changes_nothing(cast: Cast, planned: Cadence) -> None:
    nouns = (Meeting, Slot, Deadline, Message, AuditEvent)
    before = [noun.objects.count() for noun in nouns]

    found = foresee_insert(
        cadence=planned, day=THURSDAY, facts=facts(), by=cast.coordinator, at=MONDAY
    )

    assert [noun.objects.count() for noun in nouns] == before
    assert found.told == [cast.szw_officer]
    assert found.deadline is not None
    assert found.deadline.due_at == local(2020, 11, 12, 6, 30)
    assert [remark.sentence for remark in found.remarks] == [
        f"{cast.szw_officer.label} is ook verwacht in ACC do 12 november 10.00–11.30."
    ]


def test_a_meeting_is_inserted_in_a_planned_cycle_only(cast: Cast, planned: Cadence) -> None:
    with pytest.raises(Refusal, match="geen geplande cyclus"):
        inserted(cast, planned, day=date(2021, 3, 1))
    with pytest.raises(Refusal, match="voorbij"):
        inserted(cast, planned, day=date(2020, 11, 2))
    acc = Body.objects.get(code="ACC")
    with pytest.raises(Refusal, match="op dat moment al"):
        inserted(cast, planned, facts=facts(body=acc, starts=time(10)))


def test_taking_it_back_leaves_the_cycle_as_it_was_and_tells_nobody(
    cast: Cast, planned: Cadence
) -> None:
    before = places(cast, planned)
    meeting = take_back(cast, planned, inserted(cast, planned))
    send(MONDAY + timedelta(hours=1))

    assert places(cast, planned) == before
    assert meeting.status == MeetingStatus.CANCELLED
    assert Message.objects.filter(status=Status.SENT).count() == 0
    assert AuditEvent.objects.filter(action="cycle.insert_undone", root=True).count() == 1
    with pytest.raises(Refusal, match="niets meer ongedaan"):
        take_back(cast, planned, meeting, version=2)
    assert inserted(cast, planned, at=SOON).starts_at == meeting.starts_at


def test_what_hangs_on_it_or_was_told_keeps_it_where_it_is(cast: Cast, planned: Cadence) -> None:
    meeting = inserted(cast, planned)
    invited = Meeting.objects.get(pk=meeting.pk)
    send(MONDAY + timedelta(minutes=16))
    with pytest.raises(Refusal, match="al uitgenodigd"):
        take_back(cast, planned, invited, at=MONDAY + timedelta(minutes=17))
    submit_item(
        meeting=meeting,
        facts=ItemFacts("Nog een punt", planned.dossier),
        by=cast.coordinator,
        at=SOON,
    )
    with pytest.raises(Refusal, match="hangt inmiddels iets"):
        take_back(cast, planned, meeting)
    with pytest.raises(Refusal, match="niets meer ongedaan"):
        take_back(cast, planned, Meeting.objects.get(body__code="ACC"))
    with pytest.raises(NotAllowed):
        take_back(cast, planned, meeting, by=cast.vws_officer)


def test_the_page_shows_first_then_inserts_and_offers_one_press_back(
    cast: Cast, make_cadence: Callable[..., Cadence], make_body: Callable[[str], Body], sign_in: Any
) -> None:
    monday = timezone.localdate() + timedelta(days=14 - timezone.localdate().weekday())
    cadence = make_cadence(anchor=monday)
    plan_cadence(cadence=cadence, until=monday, by=cast.coordinator, at=timezone.now())
    client: Client = sign_in(cast.coordinator)
    page = reverse("cycle:insert", args=[cadence.pk, 1])
    sent = {"body": make_body("MCC").pk, "day": monday, "starts": "10:00", "minutes": 60}
    sent |= {"papers_number": 1, "papers_unit": "working_days"}

    first = client.post(page, sent)
    assert (first.status_code, Meeting.objects.count()) == (200, 0)
    second = client.post(page, {**sent, "step": "insert"}, follow=True)
    meeting = Meeting.objects.get()
    undo = reverse("cycle:insert_undo", args=[cadence.pk, meeting.pk, 1])
    assert undo in second.content.decode()
    client.post(undo)

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.CANCELLED


def test_the_api_looks_inserts_and_takes_back(cast: Cast, planned: Cadence) -> None:
    day = timezone.localdate() + timedelta(days=1)
    Cadence.objects.filter(pk=planned.pk).update(anchor=day)
    planned.cycles.update(starts_on=day)
    _token, secret = create_token(user=cast.coordinator, name="test", at=MONDAY)
    client = Client(headers={"Authorization": f"Bearer {secret}"})
    sent = {"body": str(Body.objects.get(code="MCC").pk), "day": str(day), "starts": "23:00"}

    def call(verb: str, body: dict[str, Any]) -> Any:
        path = f"/api/v1/cadences/{planned.pk}/{verb}"
        return client.post(path, body, content_type="application/json")

    seen = call("insert-preview", sent)
    made = call("insert", sent)
    back = call("undo-insert", {"meeting": made.json()["id"], "version": 1})

    assert [one.status_code for one in (seen, made, back)] == [200, 201, 200]
    assert seen.json()["told"] == [cast.szw_officer.label]
    assert back.json()["status"] == "cancelled"
