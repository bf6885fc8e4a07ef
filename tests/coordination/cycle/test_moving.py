"""A meeting moves with everything that hangs on it, and each whom it concerns gets one mail."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from email import message_from_bytes
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.cycle.models import Cadence, Deadline, Slot
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.kit.refusals import Refusal
from coordination.kit.workdays import Offset, Unit
from coordination.mail.delivery.envelope import as_bytes
from coordination.mail.models import Message, Status
from coordination.meetings.dependents import MovePlan
from coordination.meetings.models import Meeting
from coordination.meetings.services.moving import (
    Wanted,
    foresee,
    move_meeting,
    move_meetings,
    undo_move,
    undo_moves,
)
from coordination.people.models import BodyMember, MemberRole, User
from tests.cast import MONDAY, Cast
from tests.kept import kept

from ..meetings.test_api import Api
from .conftest import ONE_DAY, begin_cadence, begin_slot, find_body
from .reminding import local, make_rule, send

FRIDAY, THURSDAY = local(2020, 11, 6, 14), local(2020, 11, 5, 14)
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)
SZW, VWS = "policy.officer.szw@example.gov", "policy.officer.vws@example.gov"
BOX = "vws@example.gov"


@kept
def mcc(cast: Cast, led: None) -> Meeting:
    """Friday's MCC with its papers due on Thursday, two members and a mailbox that owes them."""
    body = find_body(cast, "MCC")
    for person in (cast.vws_officer, cast.szw_officer):
        BodyMember.objects.create(
            body=body,
            organisation=person.organisation,
            person=person,
            role=MemberRole.MEMBER,
            since=date(2020, 10, 1),
        )
    cadence = begin_cadence(cast)
    begin_slot(cast, cadence, "MCC", 5, "14:00", papers_due=ONE_DAY)
    planned = plan_cadence(cadence=cadence, until=date(2020, 11, 8), by=cast.coordinator, at=MONDAY)
    return planned.meetings[0]


def moved(meeting: Meeting, starts_at: datetime, cast: Cast, **more: Any) -> Meeting:
    facts = {"at": MONDAY, **more}
    return move_meeting(
        meeting=meeting,
        starts_at=starts_at,
        ends_at=starts_at + HOUR,
        version=meeting.version,
        by=cast.coordinator,
        **facts,
    )


def papers() -> tuple[str, datetime]:
    row = Deadline.objects.get()
    return row.what, row.due_at


def sent(kind: str = "meetings.moved") -> list[str]:
    """The addresses to which mail of this kind went."""
    rows = Message.objects.filter(kind=kind, status=Status.SENT)
    return sorted(rows.values_list("address", flat=True))


def looked(cast: Cast, *wanted: Wanted) -> MovePlan:
    return foresee(wanted=wanted, by=cast.coordinator, at=MONDAY)[0]


def test_what_hangs_on_a_meeting_is_shown_before_it_moves(cast: Cast, mcc: Meeting) -> None:
    make_rule(cast, kind="cycle.papers")

    plan = looked(cast, Wanted(mcc, THURSDAY, THURSDAY + HOUR, mcc.version))

    assert [(str(one.label), one.was, one.becomes) for one in plan.shifts] == [
        ("termijn", local(2020, 11, 5, 14), local(2020, 11, 4, 14)),
        ("herinnering", local(2020, 11, 4, 7, 30), local(2020, 11, 3, 7, 30)),
    ]
    assert sorted((one.label, len(one.moves), len(one.shifts)) for one in plan.told) == [
        (cast.szw_officer.label, 1, 0),
        (cast.vws_officer.label, 1, 0),
        (BOX, 0, 1),
    ]
    assert papers() == ("Stukken voor MCC van 6 november", local(2020, 11, 5, 14))


def test_papers_and_reminders_move_along_and_each_gets_one_mail(cast: Cast, mcc: Meeting) -> None:
    make_rule(cast, kind="cycle.papers")

    moved(mcc, THURSDAY, cast, reason="De minister is vrijdag weg")
    plan_reminders(at=local(2020, 11, 2, 16))
    send(MONDAY + QUARTER)

    assert papers() == ("Stukken voor MCC van 5 november", local(2020, 11, 4, 14))
    assert sent() == [SZW, VWS, BOX]
    digests = Message.objects.filter(kind="cycle.digest")
    assert [one.not_before for one in digests] == [local(2020, 11, 3, 7, 30)]
    told = Message.objects.get(address=SZW)
    assert "De minister is vrijdag weg" in told.body
    assert told.calendar.count("SEQUENCE:2") == 1
    box = Message.objects.get(address=BOX, kind="meetings.moved").body
    assert "Stukken voor MCC van 5 november: woensdag 4 november 2020, 14.00" in box
    assert "(was donderdag 5 november 2020, 14.00)" in box


def test_a_move_is_one_deed(cast: Cast, mcc: Meeting) -> None:
    moved(mcc, THURSDAY, cast)

    deed = AuditEvent.objects.get(action="meetings.moved").deed
    events = AuditEvent.objects.filter(deed=deed).order_by("-root")
    assert [(one.action, one.root) for one in events] == [
        ("meetings.moved", True),
        ("cycle.deadline_moved", False),
    ]


def test_papers_of_a_sunday_are_due_and_reminded_on_friday(cast: Cast, mcc: Meeting) -> None:
    make_rule(cast, number=4, unit=Unit.HOURS, kind="cycle.papers")
    sunday = local(2020, 11, 8, 16)

    plan = looked(cast, Wanted(mcc, sunday, sunday + HOUR, mcc.version))

    assert [(str(one.label), one.becomes) for one in plan.shifts] == [
        ("termijn", local(2020, 11, 6, 16)),
        ("herinnering", local(2020, 11, 6, 12)),
    ]


def test_three_moves_within_a_quarter_are_told_in_one_mail(cast: Cast, mcc: Meeting) -> None:
    for number, hour in enumerate((10, 11, 16)):
        at = MONDAY + timedelta(minutes=5 * number)
        mcc = moved(mcc, local(2020, 11, 5, hour), cast, at=at)
    send(MONDAY + QUARTER)
    assert sent() == []

    send(MONDAY + timedelta(minutes=25))

    assert sent() == [SZW, VWS, BOX]
    said = Message.objects.get(address=VWS).body
    assert ("16.00–17.00" in said, "Was: vrijdag 6 november 2020, 14.00" in said) == (True, True)


def test_moving_silently_moves_all_and_mails_nobody(cast: Cast, mcc: Meeting) -> None:
    moved(mcc, THURSDAY, cast, silent=True)

    send(MONDAY + HOUR)

    assert papers()[1] == local(2020, 11, 4, 14)
    assert sent() == []


def test_undoing_puts_everything_back_and_takes_the_mail_back(cast: Cast, mcc: Meeting) -> None:
    before = papers()
    mcc = moved(mcc, THURSDAY, cast)

    back = undo_move(
        meeting=mcc, version=mcc.version, by=cast.coordinator, at=MONDAY + timedelta(minutes=5)
    )
    send(MONDAY + HOUR)

    assert (back.starts_at, papers()) == (FRIDAY, before)
    assert sent() == []


def test_undoing_after_the_mail_left_is_told_by_a_second_one(cast: Cast, mcc: Meeting) -> None:
    mcc = moved(mcc, THURSDAY, cast)
    send(MONDAY + QUARTER)

    undo_move(meeting=mcc, version=mcc.version, by=cast.coordinator, at=MONDAY + HOUR)
    send(MONDAY + HOUR + QUARTER)

    assert sent() == [SZW, SZW, VWS, VWS, BOX, BOX]
    second = Message.objects.filter(address=VWS).latest("queued_at")
    assert "Was: donderdag 5 november 2020, 14.00" in second.body
    assert second.calendar.count("SEQUENCE:3") == 1


def test_a_deadline_set_by_hand_stays(cast: Cast, mcc: Meeting) -> None:
    Deadline.objects.update(offset_number=None, offset_unit="")

    plan = looked(cast, Wanted(mcc, THURSDAY, THURSDAY + HOUR, mcc.version))
    moved(mcc, THURSDAY, cast)

    assert [one.stays for one in plan.shifts] == [True]
    assert papers()[1] == local(2020, 11, 5, 14)


def test_what_changed_since_it_was_shown_is_shown_again(cast: Cast, mcc: Meeting) -> None:
    wanted = Wanted(mcc, THURSDAY, THURSDAY + HOUR, mcc.version)
    _plan, mark = foresee(wanted=[wanted], by=cast.coordinator, at=MONDAY)
    Deadline.objects.update(offset_number=2)

    with pytest.raises(Refusal, match="sinds u keek"):
        moved(mcc, THURSDAY, cast, mark=mark)

    mcc.refresh_from_db()
    assert mcc.starts_at == FRIDAY


def test_two_meetings_moved_together_are_told_in_one_mail_and_undone_together(
    cast: Cast, mcc: Meeting, make_slot: Callable[..., Slot]
) -> None:
    cadence = Cadence.objects.get()
    make_slot(cadence, "ACC", 4, "10:00", papers_due=Offset(2, Unit.HOURS))
    make_slot(cadence, "MCC", 9, "14:00")
    until = date(2020, 11, 15)
    plan_cadence(cadence=cadence, until=until, by=cast.coordinator, at=MONDAY)
    later = Meeting.objects.get(starts_at=local(2020, 11, 10, 14))
    starts = {one.pk: one.starts_at - timedelta(days=1) for one in (mcc, later)}

    together = move_meetings(
        wanted=[
            Wanted(one, starts[one.pk], starts[one.pk] + HOUR, one.version) for one in (mcc, later)
        ],
        by=cast.coordinator,
        at=MONDAY,
    )
    send(MONDAY + QUARTER)

    assert sent() == [SZW, VWS, BOX]
    said = Message.objects.get(address=VWS)
    mail = message_from_bytes(as_bytes(said))
    parts = [part.get_param("method") for part in mail.walk() if "calendar" in part["Content-Type"]]
    assert (said.subject, parts) == ("2 overleggen zijn verplaatst", ["REQUEST", "REQUEST"])

    undo_moves(
        moved=[(one, one.version) for one in together],
        by=cast.coordinator,
        at=MONDAY + HOUR,
        silent=True,
    )

    assert {one.starts_at for one in Meeting.objects.filter(pk__in=starts)} == {
        FRIDAY,
        local(2020, 11, 10, 14),
    }


def test_the_api_shows_first_what_the_move_then_does(
    cast: Cast, mcc: Meeting, client: Client
) -> None:
    Meeting.objects.update(starts_at=ahead(4), ends_at=ahead(4) + HOUR)
    before = papers()
    says, where = Api(client, cast.coordinator), f"meetings/{mcc.pk}"
    to = {"starts_at": ahead(5).isoformat(), "ends_at": (ahead(5) + HOUR).isoformat()}

    preview = says("POST", f"{where}/move-preview", to).json()
    mark = preview["mark"]
    says("POST", f"{where}/move", {**to, "mark": mark}, If_Match='"1"')

    row = Deadline.objects.get()
    shown = [(one["kind"], one["id"], one["becomes"]) for one in preview["shifts"]]
    assert shown == [("cycle.deadlines", str(row.pk), timezone.localtime(row.due_at).isoformat())]
    assert [len(one["shifts"]) for one in preview["told"] if one["who"] == BOX] == [1]

    says("POST", f"{where}/undo-move", {}, If_Match='"2"')

    assert papers() == before


def test_the_page_shows_what_moves_along_and_then_moves_it(
    cast: Cast, mcc: Meeting, sign_in: Callable[[User], Client]
) -> None:
    Meeting.objects.update(starts_at=ahead(4), ends_at=ahead(4) + HOUR)
    Deadline.objects.update(due_at=ahead(3))
    client, page = sign_in(cast.coordinator), reverse("meetings:move", args=[mcc.pk])
    sent = {
        "day": ahead(5).date(),
        "starts": "10:00",
        "ends": "11:00",
        "version": 1,
    }

    first = client.post(page, sent)
    again = client.post(page, {**sent, "step": "move", "mark": "somebody else's"})
    second = client.post(page, {**sent, "step": "move", "mark": first.context["mark"]})

    assert (first.status_code, again.status_code, second.status_code) == (200, 409, 302)
    plan = first.context["plan"]
    assert [one.noun.pk for one in plan.shifts] == [Deadline.objects.get().pk]
    mcc.refresh_from_db()
    assert mcc.starts_at == ahead(5)


def ahead(weeks: int) -> datetime:
    """Ten in the morning on a Wednesday so many weeks from now."""
    today = timezone.localdate()
    day = today + timedelta(days=2 - today.weekday(), weeks=weeks)
    return local(day.year, day.month, day.day, 10)
