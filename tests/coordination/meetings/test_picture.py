"""Whose part of the picture is there, in a body that takes its picture separately."""

from typing import Any

import pytest
from django.urls import reverse

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.meetings.models import AgendaItem, Attendance, Meeting, Phase, Picture, Presence
from coordination.meetings.queries.picture import PictureState, picture_in
from coordination.meetings.report.build import report_of
from coordination.meetings.report.content import Report
from coordination.meetings.report.document import document_of
from coordination.meetings.report.marks import Marks
from coordination.meetings.services.attendance import note_attendance
from coordination.meetings.services.entries import rewrite_line, write_line
from coordination.meetings.services.meetings import open_meeting
from coordination.meetings.services.picture import note_picture
from coordination.prints.marks import PrintMark
from tests.cast import MONDAY, Cast
from tests.kept import kept


@kept
def room(cast: Cast, item: AgendaItem) -> Meeting:
    """A control room in session: secretary and chair, VWS and SZW there."""
    cast.body.bob = True
    cast.body.save()
    meeting = open_meeting(
        meeting=Meeting.objects.get(pk=item.meeting_id), by=cast.secretary, at=MONDAY
    )
    for row in meeting.attendances.all():
        note_attendance(attendance=row, presence=Presence.PRESENT, by=cast.secretary, at=MONDAY)
    noted: Meeting = Meeting.objects.select_related("body").get(pk=meeting.pk)
    return noted


def row_of(meeting: Meeting, code: str) -> Attendance:
    found: Attendance | None = meeting.attendances.filter(organisation__code=code).first()
    assert found
    return found


def state(meeting: Meeting) -> PictureState:
    found = picture_in(Meeting.objects.select_related("body").get(pk=meeting.pk))
    assert found
    return found


def test_the_picture_counts_organisations_that_are_present_once(cast: Cast, room: Meeting) -> None:
    note_attendance(
        attendance=row_of(room, "SZW"), presence=Presence.EXCUSED, by=cast.secretary, at=MONDAY
    )
    note_picture(
        attendance=row_of(room, "VWS"), picture=Picture.NOTHING, by=cast.secretary, at=MONDAY
    )

    found = state(room)

    assert (found.given, [row.organisation.code for row in found.rows]) == (1, ["DGSC-19", "VWS"])
    assert [row.organisation.code for row in found.awaited] == ["DGSC-19"]
    assert found.complete is False


def test_one_mark_counts_for_everybody_of_the_organisation(cast: Cast, room: Meeting) -> None:
    assert room.attendances.filter(organisation=cast.dgsc).count() == 2

    note_picture(
        attendance=row_of(room, "DGSC-19"), picture=Picture.GIVEN, by=cast.secretary, at=MONDAY
    )

    rows = room.attendances.filter(organisation=cast.dgsc)
    assert set(rows.values_list("picture", flat=True)) == {Picture.GIVEN}
    event = AuditEvent.objects.get(action="attendance.picture_noted")
    assert '"new": "given"' in event.payload
    assert '"old": [""]' in event.payload


def test_another_page_hears_of_the_mark(cast: Cast, room: Meeting) -> None:
    noted = note_picture(
        attendance=row_of(room, "VWS"), picture=Picture.GIVEN, by=cast.secretary, at=MONDAY
    )

    assert noted.sequence == room.sequence + 1


def test_a_line_that_begins_with_an_organisation_gives_its_part(cast: Cast, room: Meeting) -> None:
    item = room.items.get()
    values: dict[str, Any] = {"item": item, "by": cast.secretary, "at": MONDAY}

    write_line(typed="vws: de capaciteit staat onder druk", phase=Phase.PICTURE, **values)
    line = write_line(typed="geen bijzonderheden", phase=Phase.PICTURE, **values)
    assert [row.organisation.code for row in state(room).awaited] == ["DGSC-19", "SZW"]
    rewrite_line(
        entry=line,
        typed="SZW: geen bijzonderheden",
        version=line.version,
        by=cast.secretary,
        at=MONDAY,
    )

    assert [row.organisation.code for row in state(room).awaited] == ["DGSC-19"]


@pytest.mark.parametrize(
    ("typed", "phase"),
    [
        ("VWS: dit is een oordeel", Phase.JUDGEMENT),
        ("VWS:", Phase.PICTURE),
        ("VWS meldt: drukte", Phase.PICTURE),
        ("JenV: zit niet aan tafel", Phase.PICTURE),
        (": niets", Phase.PICTURE),
    ],
)
def test_another_line_gives_no_part(cast: Cast, room: Meeting, typed: str, phase: str) -> None:
    write_line(item=room.items.get(), typed=typed, phase=phase, by=cast.secretary, at=MONDAY)

    assert state(room).given == 0


def test_a_line_does_not_note_the_same_part_twice(cast: Cast, room: Meeting) -> None:
    for typed in ("VWS: eerste", "VWS: tweede"):
        write_line(
            item=room.items.get(), typed=typed, phase=Phase.PICTURE, by=cast.secretary, at=MONDAY
        )

    assert AuditEvent.objects.filter(action="attendance.picture_noted").count() == 1


def test_a_body_without_columns_takes_no_picture(cast: Cast, room: Meeting) -> None:
    cast.body.bob = False
    cast.body.save()

    with pytest.raises(Refusal, match="niet apart op"):
        note_picture(
            attendance=row_of(room, "VWS"), picture=Picture.GIVEN, by=cast.secretary, at=MONDAY
        )
    assert picture_in(Meeting.objects.select_related("body").get(pk=room.pk)) is None


def test_a_member_does_not_note_the_picture(cast: Cast, room: Meeting) -> None:
    with pytest.raises(NotAllowed):
        note_picture(
            attendance=row_of(room, "VWS"), picture=Picture.GIVEN, by=cast.vws_officer, at=MONDAY
        )


def test_an_answer_that_does_not_stand_there_is_refused(cast: Cast, room: Meeting) -> None:
    with pytest.raises(Refusal):
        note_picture(attendance=row_of(room, "VWS"), picture="maybe", by=cast.secretary, at=MONDAY)


def test_the_report_says_how_complete_the_picture_was(cast: Cast, room: Meeting) -> None:
    note_picture(
        attendance=row_of(room, "VWS"), picture=Picture.GIVEN, by=cast.secretary, at=MONDAY
    )

    report = report_of(Meeting.objects.select_related("body", "dossier").get(pk=room.pk))
    printed = PrintMark.of(room, MONDAY)
    facts = dict(document_of(report, Marks("", "", ()), name="MLT3", printed=printed).facts)

    assert facts["Beeld"] == "compleet: 1 van 3, nog niet: DGSC-19, SZW"
    assert Report.from_json(report.to_json()) == report


def test_a_report_kept_before_there_was_a_picture_still_reads(cast: Cast, room: Meeting) -> None:
    report = report_of(Meeting.objects.select_related("body", "dossier").get(pk=room.pk))
    kept = report.to_json()
    del kept["picture_given"], kept["picture_awaited"]

    assert Report.from_json(kept).picture_awaited == ()


# pages


def test_one_click_gives_a_part_without_script(cast: Cast, room: Meeting, sign_in: Any) -> None:
    row = row_of(room, "VWS")

    response = sign_in(cast.secretary).post(
        reverse("meetings:picture", args=[row.pk]), {"picture": "given"}
    )

    row.refresh_from_db()
    assert (response.status_code, row.picture) == (302, Picture.GIVEN)


def test_with_script_the_head_of_every_item_comes_back(
    cast: Cast, room: Meeting, make_item: Any, sign_in: Any
) -> None:
    other = make_item(room, "Rondvraag")

    response = sign_in(cast.secretary).post(
        reverse("meetings:picture", args=[row_of(room, "VWS").pk]),
        {"picture": "given", "after": room.sequence},
        headers={"HX-Request": "true"},
    )

    page = response.content.decode()
    assert response.status_code == 200
    assert page.count("Beeld compleet: 1 van 3 · nog niet: DGSC-19, SZW") == 2
    assert f'id="picture-{other.pk}" hx-swap-oob="true"' in page


def test_the_page_asks_no_more_for_more_items(
    cast: Cast, room: Meeting, make_item: Any, sign_in: Any, django_assert_num_queries: Any
) -> None:
    client = sign_in(cast.secretary)
    address = reverse("meetings:changes", args=[room.pk]) + "?seen=nobody"
    with django_assert_num_queries(7):
        client.get(address)
    for number in range(3):
        make_item(room, f"Punt {number}")
    with django_assert_num_queries(7):
        response = client.get(address)

    assert response.content.decode().count("hx-swap-oob") == 3 + 4
