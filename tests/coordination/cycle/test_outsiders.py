"""Who has no account and is expected hears of what moves, once, and no more than she may read."""

from datetime import date, datetime, timedelta
from typing import Any

from coordination.cycle.models import Cadence
from coordination.cycle.services.planning import plan_cadence
from coordination.cycle.services.skip import skip_cycle
from coordination.dossiers.models import Dossier
from coordination.mail.delivery.composing import frozen
from coordination.mail.models import Message, Status
from coordination.meetings.models import Meeting
from coordination.meetings.services.meetings import cancel_meeting, restore_meeting
from coordination.meetings.services.moving import Wanted, foresee, move_meeting
from coordination.people.models import Body, BodyMember, MemberRole, OutsideContact
from tests.cast import MONDAY, Cast, add_organisation
from tests.kept import kept

from .conftest import ONE_DAY, begin_cadence, begin_slot, find_body
from .reminding import local, send

FRIDAY, THURSDAY = local(2020, 11, 6, 14), local(2020, 11, 5, 14)
HOUR, QUARTER = timedelta(hours=1), timedelta(minutes=15)


@kept
def liaison(cast: Cast) -> OutsideContact:
    """Of an organisation that keeps the papers of the MCC and has no mailbox."""
    return OutsideContact.objects.create(
        name="liaison",
        address="liaison@example.gov",
        organisation=add_organisation("Planbureau", mailbox=""),
        sponsor=cast.coordinator,
        expires_on=date(2020, 12, 1),
    )


@kept
def mcc(cast: Cast, led: None, liaison: OutsideContact) -> Meeting:
    body = find_body(cast, "MCC")
    Body.objects.filter(pk=body.pk).update(organisation=liaison.organisation)
    BodyMember.objects.create(
        body=body,
        organisation=liaison.organisation,
        role=MemberRole.MEMBER,
        since=date(2020, 10, 1),
    )
    cadence = begin_cadence(cast)
    begin_slot(cast, cadence, "MCC", 5, "14:00", papers_due=ONE_DAY)
    planned = plan_cadence(cadence=cadence, until=date(2020, 11, 8), by=cast.coordinator, at=MONDAY)
    return planned.meetings[0]


def moved(meeting: Meeting, starts_at: datetime, cast: Cast, **more: Any) -> Meeting:
    facts = {"version": meeting.version, "at": MONDAY, "by": cast.coordinator, **more}
    return move_meeting(meeting=meeting, starts_at=starts_at, ends_at=starts_at + HOUR, **facts)


def hers() -> list[Message]:
    rows = Message.objects.filter(recipient__contact__isnull=False, status=Status.SENT)
    return list(rows.order_by("queued_at", "pk"))


def test_a_contact_is_told_once_of_the_meeting_and_what_she_owes_for_it(
    cast: Cast, mcc: Meeting, liaison: OutsideContact
) -> None:
    wanted = Wanted(mcc, THURSDAY, THURSDAY + HOUR, mcc.version)
    plan = foresee(wanted=[wanted], by=cast.coordinator, at=MONDAY)[0]
    there = moved(mcc, THURSDAY, cast)
    moved(there, THURSDAY + HOUR, cast, at=MONDAY + timedelta(minutes=5))
    send(MONDAY + HOUR)

    assert [one.label for one in plan.told] == ["liaison (Planbureau)"]
    (mail,) = hers()
    assert "donderdag 5 november 2020, 15.00–16.00" in mail.body
    assert "Stukken voor MCC van 5 november: woensdag 4 november 2020, 15.00 (was" in mail.body
    assert "http" not in mail.body
    assert "METHOD:REQUEST" in mail.calendar
    assert "SEQUENCE:3" in mail.calendar


def test_outside_the_government_she_gets_number_moment_and_link(
    cast: Cast, mcc: Meeting, liaison: OutsideContact
) -> None:
    OutsideContact.objects.update(address="liaison@elsewhere.example")
    moved(mcc, THURSDAY, cast)

    words = frozen(Message.objects.get(), leaves=True, at=MONDAY + HOUR)
    assert (words["subject"], words["calendar"]) == ("Er staat iets voor u klaar in Baken", "")
    assert "MCC" not in words["body"]


def test_of_what_is_restricted_she_hears_nothing(cast: Cast, mcc: Meeting) -> None:
    Dossier.objects.filter(pk=mcc.dossier_id).update(restricted=True)
    moved(Meeting.objects.get(), THURSDAY, cast)
    send(MONDAY + HOUR)

    assert hers() == []


def test_nor_of_a_subject_under_embargo_or_once_her_time_is_over(
    cast: Cast, mcc: Meeting, liaison: OutsideContact
) -> None:
    Meeting.objects.update(subject="Heropening")
    Dossier.objects.filter(pk=mcc.dossier_id).update(embargo_until=local(2099, 1, 1))
    there = moved(Meeting.objects.get(), THURSDAY, cast)
    send(MONDAY + HOUR)
    (mail,) = hers()
    assert "Heropening" not in mail.body + mail.calendar
    assert "Stukken" not in mail.body

    OutsideContact.objects.update(expires_on=date(2020, 11, 2))
    moved(there, FRIDAY, cast, at=MONDAY + 2 * HOUR)
    send(MONDAY + 4 * HOUR)
    assert len(hers()) == 1


def test_she_is_told_of_a_cancelled_meeting_its_return_and_a_skipped_cycle(
    cast: Cast, mcc: Meeting
) -> None:
    gone = cancel_meeting(meeting=mcc, reason="Ziek", by=cast.coordinator, at=MONDAY)
    send(MONDAY + HOUR)
    restore_meeting(meeting=gone, by=cast.coordinator, at=MONDAY + 2 * HOUR)
    send(MONDAY + 3 * HOUR)
    cadence = Cadence.objects.get()
    skip_cycle(cadence=cadence, number=1, reason="Kerst", by=cast.coordinator, at=MONDAY + 4 * HOUR)
    send(MONDAY + 5 * HOUR)

    kinds = [(mail.kind, "METHOD:CANCEL" in mail.calendar) for mail in hers()]
    assert kinds == [
        ("meetings.cancelled", True),
        ("meetings.restored", False),
        ("cycle.skipped", True),
    ]
    assert all("http" not in mail.body for mail in hers())
