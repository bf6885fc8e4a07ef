import re
from typing import Any

import pytest
from django.urls import reverse

from coordination.audit.models import AuditEvent
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.meetings.models import Attendance, Authority, Meeting, MeetingStatus, Presence
from coordination.meetings.report.build import report_of
from coordination.meetings.services.attendance import (
    add_guest,
    note_all_present,
    note_attendance,
    remove_guest,
)
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .test_meetings import THURSDAY, planned


@kept
def meeting(cast: Cast) -> Meeting:
    return planned(cast)


def row_of(meeting: Meeting, code: str) -> Attendance:
    return meeting.attendances.get(organisation__code=code)


def test_a_member_is_noted_present_under_reservation(cast: Cast, meeting: Meeting) -> None:
    row = note_attendance(
        attendance=row_of(meeting, "VWS"),
        presence=Presence.PRESENT,
        authority=Authority.RESERVATION,
        by=cast.secretary,
        at=THURSDAY,
    )

    assert (row.presence, row.authority) == (Presence.PRESENT, Authority.RESERVATION)
    assert [old.presence for old in row.history.order_by("history_date", "history_id")] == [
        Presence.UNKNOWN,
        Presence.PRESENT,
    ]


def test_noting_presence_leaves_the_rest(cast: Cast, meeting: Meeting) -> None:
    row = row_of(meeting, "VWS")
    values: dict[str, Any] = {"attendance": row, "by": cast.secretary, "at": THURSDAY}
    note_attendance(authority=Authority.LISTENING, **values)

    noted = note_attendance(presence=Presence.EXCUSED, **values)

    assert (noted.presence, noted.authority, noted.person) == (
        Presence.EXCUSED,
        Authority.LISTENING,
        cast.vws_officer,
    )


def test_a_member_does_not_note_attendance(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(NotAllowed):
        note_attendance(
            attendance=row_of(meeting, "VWS"),
            presence=Presence.PRESENT,
            by=cast.vws_officer,
            at=THURSDAY,
        )


def test_somebody_of_another_organisation_does_not_stand_in(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refusal, match="voor deze organisatie werkt"):
        note_attendance(
            attendance=row_of(meeting, "VWS"),
            person=cast.szw_officer,
            by=cast.secretary,
            at=THURSDAY,
        )


def test_an_answer_that_does_not_exist_is_refused(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refusal):
        note_attendance(
            attendance=row_of(meeting, "VWS"), presence="perhaps", by=cast.secretary, at=THURSDAY
        )


def test_after_circulation_attendance_stands(cast: Cast, meeting: Meeting) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(
        status=MeetingStatus.CIRCULATED, circulated_at=MONDAY, circulated_by=cast.lead
    )

    with pytest.raises(Refusal, match="rondgestuurd"):
        note_attendance(
            attendance=row_of(meeting, "VWS"), presence="present", by=cast.secretary, at=THURSDAY
        )


def test_a_guest_listens_and_can_be_taken_off(cast: Cast, meeting: Meeting) -> None:
    values: dict[str, Any] = {"by": cast.secretary, "at": THURSDAY}
    guest = add_guest(meeting=meeting, organisation=cast.jenv, **values)
    assert (guest.presence, guest.authority, guest.role) == (
        Presence.PRESENT,
        Authority.LISTENING,
        "",
    )
    with pytest.raises(Refusal, match="staat al"):
        add_guest(meeting=meeting, organisation=cast.jenv, **values)

    remove_guest(attendance=guest, **values)

    assert meeting.attendances.filter(organisation=cast.jenv).count() == 0
    assert Attendance.history.filter(organisation=cast.jenv, history_type="-").count() == 1


def test_a_member_stays_in_the_list(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(Refusal, match="noteer als afwezig"):
        remove_guest(attendance=row_of(meeting, "VWS"), by=cast.secretary, at=THURSDAY)


# pages


def test_one_click_notes_a_member_without_script(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    row = row_of(meeting, "VWS")

    response = sign_in(cast.secretary).post(
        reverse("meetings:attendance_note", args=[row.pk]), {"presence": "excused"}
    )

    row.refresh_from_db()
    assert (response.status_code, row.presence) == (302, Presence.EXCUSED)
    assert response["Location"].endswith("#attendance")


def test_with_script_the_list_comes_back(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    response = sign_in(cast.secretary).post(
        reverse("meetings:attendance_note", args=[row_of(meeting, "VWS").pk]),
        {"presence": "present"},
        headers={"HX-Request": "true"},
    )

    page = response.content.decode()
    assert (response.status_code, page.count("<li class=")) == (200, 4)
    assert 'id="attendance"' in page


def test_the_attendance_of_a_meeting_she_may_not_see_does_not_exist(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(dossier=cast.secret_dossier)
    row = row_of(meeting, "VWS")

    response = sign_in(cast.secretary).post(
        reverse("meetings:attendance_note", args=[row.pk]), {"presence": "present"}
    )

    assert response.status_code == 404


def test_a_guest_is_added_by_form(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    response = sign_in(cast.secretary).post(
        reverse("meetings:guest", args=[meeting.pk]), {"organisation": cast.jenv.pk}
    )

    assert response.status_code == 302
    assert row_of(meeting, "JenV").role == ""


def test_a_guest_of_another_organisation_keeps_the_form(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    response = sign_in(cast.secretary).post(
        reverse("meetings:guest", args=[meeting.pk]),
        {"organisation": cast.jenv.pk, "person": cast.vws_officer.email},
    )

    assert response.status_code == 422
    assert meeting.attendances.filter(organisation=cast.jenv).count() == 0


def test_everybody_present_leaves_who_was_noted(cast: Cast, meeting: Meeting, sign_in: Any) -> None:
    note_attendance(
        attendance=row_of(meeting, "SZW"), presence="excused", by=cast.secretary, at=THURSDAY
    )
    client = sign_in(cast.secretary)
    address = reverse("meetings:attendance_all", args=[meeting.pk])

    response = client.post(address, headers={"HX-Request": "true"})

    found = meeting.attendances.order_by("organisation__code", "person__name")
    assert [(row.organisation.code, row.presence) for row in found] == [
        ("DGSC-19", Presence.PRESENT),
        ("DGSC-19", Presence.PRESENT),
        ("SZW", Presence.EXCUSED),
        ("VWS", Presence.PRESENT),
    ]
    page = response.content.decode()
    assert (response.status_code, page.count("chip--solid"), address in page) == (200, 2, False)
    assert AuditEvent.objects.filter(action="attendance.all_noted").count() == 1


def test_everybody_present_twice_is_refused(cast: Cast, meeting: Meeting) -> None:
    note_all_present(meeting=meeting, by=cast.secretary, at=THURSDAY)

    with pytest.raises(Refusal, match="Van iedereen staat hier al"):
        note_all_present(meeting=meeting, by=cast.secretary, at=THURSDAY)


def test_a_member_does_not_note_everybody(cast: Cast, meeting: Meeting) -> None:
    with pytest.raises(NotAllowed):
        note_all_present(meeting=meeting, by=cast.vws_officer, at=THURSDAY)


def test_while_nothing_is_noted_the_page_says_nobody_is_absent_or_present(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    page = sign_in(cast.secretary).get(meeting.get_absolute_url()).content.decode()

    assert "<dt>" not in page
    assert "Iedereen aanwezig" in page


def in_full(client: Any, row: Attendance, person: str) -> Any:
    address = reverse("meetings:attendance", args=[row.pk])
    sent = {"person": person, "presence": "present", "authority": "mandate"}
    return client.post(address, sent)


def test_who_came_is_known_by_address_by_name_or_stands_there_as_typed(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    row, client = row_of(meeting, "VWS"), sign_in(cast.secretary)
    known, kept = cast.vws_officer, []
    for typed in ("de vervanger", known.email.upper(), "", f" {known.name} ", "Hoofd crisis"):
        assert in_full(client, row, typed).status_code == 302
        row.refresh_from_db()
        kept.append((row.person, row.named))
    assert kept == [
        (None, "de vervanger"),
        (known, ""),
        (None, ""),
        (known, ""),
        (None, "Hoofd crisis"),
    ]
    assert client.get(meeting.get_absolute_url()).content.decode().count("Hoofd crisis") == 1
    assert "VWS (Hoofd crisis)" in report_of(meeting).present


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("niemand@example.gov", "Niemand met dit adres"),
        ("x" * 121, "hooguit 120 tekens"),
        ("a\u202eb", "tekst"),
        ("a\0b", ""),
        ("policy officer szw", "voor deze organisatie werkt"),
    ],
)
def test_a_name_that_cannot_be_kept_stays_typed(
    typed: str, sentence: str, cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    row = row_of(meeting, "VWS")
    answer = in_full(sign_in(cast.secretary), row, typed)
    row.refresh_from_db()
    page = answer.content.decode()
    assert (answer.status_code, row.person, row.named) == (422, cast.vws_officer, "")
    assert (sentence in page, 'id="id_person"' in page) == (True, True)


def test_only_people_of_the_organisation_are_offered(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    client = sign_in(cast.secretary)
    pages = [
        client.get(address).content.decode()
        for address in (
            reverse("meetings:guest", args=[meeting.pk]),
            reverse("meetings:attendance", args=[row_of(meeting, "VWS").pk]),
        )
    ]
    assert ["/chooser" in page for page in pages] == [True, True]
    address = re.search(r'data-chooser="([^"]+)"', pages[1])
    assert address is not None
    offered = client.get(f"{address[1]}&q=officer").content.decode()
    assert (cast.vws_officer.email in offered, cast.szw_officer.email in offered) == (True, False)


def test_a_guest_needs_an_account_or_an_organisation(
    cast: Cast, meeting: Meeting, sign_in: Any
) -> None:
    client, address = sign_in(cast.secretary), reverse("meetings:guest", args=[meeting.pk])
    assert client.post(address, {"person": "iemand"}).status_code == 422
    assert client.post(address, {"person": cast.stranger.email}).status_code == 302
    named = {"organisation": cast.jenv.pk, "person": "adviseur"}
    assert [client.post(address, named).status_code for _twice in range(2)] == [302, 422]
    guests = meeting.attendances.filter(role="").order_by("named")
    assert [(row.organisation, row.person, row.named) for row in guests] == [
        (cast.stranger.organisation, cast.stranger, ""),
        (cast.jenv, None, "adviseur"),
    ]
