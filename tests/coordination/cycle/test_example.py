"""The rhythm of the documents stands in the example as it was written down."""

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.cycle.models import Cadence, Cycle, Deadline, PlannedMeeting, Slot
from coordination.example.services import load_example
from coordination.mail.models import Message
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.meetings.services.moving import Wanted, foresee, move_meeting
from coordination.people.models import User
from tests.example import NOW
from tests.kept import kept

DOCUMENT = Path(settings.BASE_DIR).parent / "shared/data/decision_cycle.csv"
DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


@kept
def cadence(loaded: None) -> Cadence:
    found: Cadence = Cadence.objects.get(outside=False)
    return found


@pytest.mark.skipif(not DOCUMENT.exists(), reason=f"{DOCUMENT} is not here")
def test_the_slots_are_those_of_the_document(cadence: Cadence) -> None:
    with DOCUMENT.open() as rows:
        written = sorted(
            (row["track"], int(row["week"]), DAYS.index(row["day"]), row["body"], row["agenda"])
            for row in csv.DictReader(rows)
        )
    slots: list[Slot] = list(cadence.slots.select_related("body"))
    stand = sorted(
        (slot.line, slot.day_offset // 7 + 1, slot.day_offset % 7, str(slot), slot.purpose)
        for slot in slots
    )
    assert stand == written


def test_three_cycles_are_planned_from_the_second_of_november(cadence: Cadence) -> None:
    cycles = cadence.cycles.order_by("number").values_list("number", "starts_on")
    assert list(cycles) == [
        (1, date(2020, 11, 2)),
        (2, date(2020, 11, 16)),
        (3, date(2020, 11, 30)),
    ]


def test_the_first_week_runs_from_ministers_to_decision(cadence: Cadence) -> None:
    rows = Meeting.objects.filter(planned_as__cycle__number=1).distinct().order_by("starts_at")
    stand = [f"{timezone.localtime(row.starts_at):%a %d} {row.body.code}" for row in rows]
    assert stand == [
        "Mon 02 BWO",
        "Mon 02 VB",
        "Mon 02 Catshuis",
        "Tue 03 ACC",
        "Tue 03 MCC",
        "Wed 04 BWO",
        "Thu 05 ACC",
        "Fri 06 MCC",
        "Mon 09 BWO",
        "Mon 09 VB",
        "Tue 10 MCC",
        "Thu 12 ACC",
    ]


def test_the_officials_meet_before_their_ministers(cadence: Cadence) -> None:
    """ACC on Thursday to MCC on Friday leaves one evening for the papers."""
    friday = Deadline.objects.get(meeting__body__code="MCC", meeting__starts_at__day=6)
    thursday = Meeting.objects.get(body__code="ACC", starts_at__day=5)
    assert thursday.ends_at < friday.due_at
    assert f"{timezone.localtime(friday.due_at):%a %H:%M}" == "Thu 20:00"


def test_both_lines_share_catshuis_and_committees(cadence: Cadence) -> None:
    shared = [
        row
        for row in Meeting.objects.filter(planned_as__cycle__number=1).distinct()
        if PlannedMeeting.objects.filter(meeting=row).count() == 2
    ]
    items = {
        f"{timezone.localtime(row.starts_at):%a %d} {row.body.code}": list(
            row.items.filter(dossier=row.dossier, adopts=None)
            .order_by("position")
            .values_list("line", "title")
        )
        for row in shared
    }
    assert items == {
        "Mon 02 Catshuis": [("A", "Lijn A"), ("B", "adviesbehoefte uit A")],
        "Tue 03 MCC": [("A", "beeld en richting"), ("B", "2 weken later: uitkomsten advies")],
        "Thu 05 ACC": [("A", "concept besluit"), ("B", "richting")],
        "Tue 10 MCC": [("A", "Lijn A"), ("B", "richting")],
    }


def test_rhythms_of_others_are_events_beside_it(loaded: None) -> None:
    outside = Cadence.objects.filter(outside=True).order_by("name_nl")
    assert [(row.name_nl, row.slots.count()) for row in outside] == [
        ("Controlrooms", 10),
        ("Ministerraad", 1),
        ("RBT van de regio's", 1),
        ("Torentjesoverleg", 1),
    ]
    assert Slot.objects.filter(cadence__in=outside, body__isnull=False).count() == 0
    assert all("efentekst" in row.note for row in Cadence.objects.all())


def test_the_meetings_of_mlt3_stand_as_they_were(loaded: None) -> None:
    rows = Meeting.objects.filter(body__code="MLT3", subject="").order_by("starts_at")
    assert [row.status for row in rows] == [MeetingStatus.CIRCULATED, MeetingStatus.PLANNED]


def test_papers_that_were_due_are_there_and_the_others_are_open(loaded: None) -> None:
    assert Deadline.objects.open().filter(due_at__lt=NOW).count() == 0
    assert Deadline.objects.open().filter(due_at__gte=NOW).count() > 10


def test_loading_again_adds_nothing_and_meets_nothing(loaded: None) -> None:
    def counted() -> list[int]:
        nouns = (Cadence, Slot, Cycle, Meeting, Deadline, AuditEvent)
        return [*(noun.objects.count() for noun in nouns), Deadline.objects.open().count()]

    before = counted()
    load_example(at=datetime(2020, 11, 20, 9, tzinfo=UTC), today=date(2020, 11, 20))
    assert counted() == before


def test_moving_the_mcc_of_friday_to_thursday_tells_its_secretary_and_every_ministry(
    loaded: None,
) -> None:
    """With its papers, which are due eighteen hours before it."""
    friday = Meeting.objects.get(body__code="MCC", starts_at__day=6)
    starts_at = datetime(2020, 11, 5, 14, tzinfo=UTC)
    keeper = User.objects.get(email="coordinator@example.gov")
    wanted = Wanted(friday, starts_at, starts_at + timedelta(hours=2), friday.version)

    plan, mark = foresee(wanted=[wanted], by=keeper, at=NOW)
    move_meeting(
        meeting=friday,
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        version=wanted.version,
        mark=mark,
        by=keeper,
        at=NOW,
    )

    boxes = [
        f"{code}@example.gov"
        for code in ["az", "bzk", "ezk", "fin", "jenv", "nctv", "ocw", "szw", "vws"]
    ]
    assert sorted(one.label for one in plan.told) == sorted(
        ["Secretaris ACC en MCC · NCTV", *boxes]
    )
    told = Message.objects.filter(kind="meetings.moved").select_related("recipient")
    addresses = sorted(message.recipient.address for message in told)
    assert addresses == sorted(["secretaris.mcc@example.gov", *boxes])
    papers = Deadline.objects.get(meeting=friday)
    assert (papers.what, papers.due_at) == (
        "Stukken voor MCC van 5 november",
        datetime(2020, 11, 4, 20, tzinfo=UTC),
    )
