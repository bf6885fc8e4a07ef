"""Calendars of others are imported, shown beside the cycle, and put back."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from coordination.audit.models import AuditEvent
from coordination.cycle.models import Cadence, OutsideCalendar, OutsideEvent
from coordination.cycle.queries.outside import Difference, outside_between
from coordination.cycle.queries.pages import cycle_page
from coordination.cycle.services.outside import (
    add_outside_calendar,
    import_calendar,
    remove_outside_calendar,
    rename_outside_calendar,
    undo_import,
)
from coordination.cycle.services.planning import plan_cadence
from coordination.dossiers.services import open_dossier
from coordination.kit.calendars_read import NotRead
from coordination.kit.refusals import NotAllowed, Refusal, Stale
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

ZONE = "TZID=W. Europe Standard Time"
LATER = MONDAY + timedelta(minutes=5)


def event(uid: str, starts: str, *more: str) -> str:
    lines = ["BEGIN:VEVENT", f"UID:{uid}", f"DTSTART;{ZONE}:{starts}", *more, "END:VEVENT"]
    return "".join(f"{line}\r\n" for line in lines)


def ics(*events: str) -> bytes:
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{''.join(events)}END:VCALENDAR\r\n".encode()


CABINET = event("raad", "20201106T110000", "SUMMARY:Ministerraad", "RRULE:FREQ=WEEKLY;COUNT=3")
TORENTJE = event("torentje", "20201102T163000", "SUMMARY:Torentje")
WEEKS = ics(CABINET, TORENTJE)


@kept
def calendar(cast: Cast, led: None) -> OutsideCalendar:
    return add_outside_calendar(
        name="Ministerraad", dossier=cast.dossier, by=cast.coordinator, at=MONDAY
    )


def take_in(calendar: OutsideCalendar, by: User, content: bytes, **more: Any) -> Difference:
    calendar.refresh_from_db()
    facts = {"version": calendar.version, "at": MONDAY, **more}
    return import_calendar(calendar=calendar, content=content, by=by, **facts)


def shown(user: User, last: date = date(2020, 11, 29)) -> list[str]:
    days = outside_between(user, date(2020, 11, 1), last)
    return [
        f"{timezone.localtime(one.starts_at):%d-%m %H:%M} {one.label}"
        for day in sorted(days)
        for one in days[day]
    ]


ALL = [
    "02-11 16:30 Torentje",
    "06-11 11:00 Ministerraad",
    "13-11 11:00 Ministerraad",
    "20-11 11:00 Ministerraad",
]


def test_a_file_is_taken_in_and_the_same_file_again_adds_nothing(
    cast: Cast, calendar: OutsideCalendar
) -> None:
    found = take_in(calendar, cast.coordinator, WEEKS)
    assert (len(found.new), shown(cast.secretary)) == (4, ALL)
    with pytest.raises(Refusal, match="staat er al"):
        take_in(calendar, cast.coordinator, WEEKS, at=LATER)
    assert OutsideEvent.objects.count() == 4


def test_eleven_stays_eleven_over_the_change_of_the_clock(
    cast: Cast, calendar: OutsideCalendar
) -> None:
    take_in(
        calendar, cast.coordinator, ics(event("a", "20210319T110000", "RRULE:FREQ=WEEKLY;COUNT=3"))
    )
    starts = OutsideEvent.objects.order_by("starts_at").values_list("starts_at", flat=True)
    assert [(moment.hour, timezone.localtime(moment).hour) for moment in starts] == [
        (10, 11),
        (10, 11),
        (9, 11),
    ]


def test_what_changed_is_changed_and_what_is_gone_goes(
    cast: Cast, calendar: OutsideCalendar
) -> None:
    take_in(calendar, cast.coordinator, WEEKS)
    moved = event(
        "raad",
        "20201112T140000",
        f"RECURRENCE-ID;{ZONE}:20201113T110000",
        "SUMMARY:Ministerraad",
    )
    cancelled = event(
        "raad", "20201120T110000", f"RECURRENCE-ID;{ZONE}:20201120T110000", "STATUS:CANCELLED"
    )
    found = take_in(calendar, cast.coordinator, ics(CABINET, moved, cancelled), at=LATER)
    counts = (len(found.new), len(found.changed), len(found.gone), found.same)
    assert counts == (0, 1, 2, 1)
    assert shown(cast.secretary) == ["06-11 11:00 Ministerraad", "12-11 14:00 Ministerraad"]


def test_what_is_not_in_a_part_can_be_kept(cast: Cast, calendar: OutsideCalendar) -> None:
    take_in(calendar, cast.coordinator, WEEKS)
    extra = ics(event("extra", "20201110T090000", "SUMMARY:Extra"))
    take_in(calendar, cast.coordinator, extra, at=LATER, keep_missing=True)
    assert len(shown(cast.secretary)) == 5


def test_what_is_over_stays_when_a_later_export_no_longer_has_it(
    cast: Cast, calendar: OutsideCalendar
) -> None:
    take_in(calendar, cast.coordinator, WEEKS)
    at = MONDAY + timedelta(days=7)
    take_in(calendar, cast.coordinator, ics(event("nieuw", "20201112T090000")), at=at)
    assert shown(cast.secretary)[:2] == ALL[:2]


def test_an_import_is_undone_and_only_the_last_one(cast: Cast, calendar: OutsideCalendar) -> None:
    take_in(calendar, cast.coordinator, WEEKS)
    take_in(calendar, cast.coordinator, ics(TORENTJE.replace("1630", "1700")), at=LATER)
    assert shown(cast.secretary) == ["02-11 17:00 Torentje"]
    calendar.refresh_from_db()
    back = undo_import(
        calendar=calendar, version=3, by=cast.coordinator, at=LATER + LATER.resolution
    )
    assert shown(cast.secretary) == ALL
    with pytest.raises(Refusal, match="geen import"):
        undo_import(calendar=back, version=4, by=cast.coordinator, at=LATER)
    again = take_in(calendar, cast.coordinator, ics(CABINET), at=LATER + timedelta(minutes=1))
    assert len(again.gone) == 1


@pytest.mark.parametrize(
    "content",
    [
        b"x" * (50 * 1024 * 1024),
        ics(event("a", "20201106T110000", "RRULE:FREQ=MINUTELY")),
        b"%PDF-1.7 geen agenda",
        WEEKS.decode().replace("Torentje", "caf\xe9").encode("latin-1"),
        WEEKS.decode().encode("utf-16"),
    ],
    ids=["large", "endless", "pdf", "latin", "utf-16"],
)
def test_bad_files_are_a_sentence_and_nothing_changes(
    cast: Cast, calendar: OutsideCalendar, content: bytes
) -> None:
    with pytest.raises(NotRead):
        take_in(calendar, cast.coordinator, content)
    calendar.refresh_from_db()
    assert (OutsideEvent.objects.count(), calendar.version) == (0, 1)


def test_the_secretary_of_a_body_with_a_part_imports_a_member_does_not(
    cast: Cast, calendar: OutsideCalendar
) -> None:
    with pytest.raises(NotAllowed, match="secretaris of voorzitter"):
        take_in(calendar, cast.vws_officer, WEEKS)
    assert len(take_in(calendar, cast.secretary, WEEKS).new) == 4


def test_adding_is_offered_to_who_may_and_beside_her_dossiers_alone(
    cast: Cast, calendar: OutsideCalendar, sign_in: Callable[[User], Client]
) -> None:
    open_dossier(title="Van anderen", owner=cast.vws, by=None, at=MONDAY)
    client = sign_in(cast.secretary)
    form = client.get("/cyclus/kalenders/nieuw/").context["form"]
    assert list(form.fields["dossier"].queryset) == [cast.dossier]
    assert client.get("/cyclus/kalenders/").context["may_add"]
    assert not sign_in(cast.szw_officer).get("/cyclus/kalenders/").context["may_add"]


def test_a_calendar_gets_another_name_and_goes_with_all_that_was_imported(
    cast: Cast, calendar: OutsideCalendar
) -> None:
    take_in(calendar, cast.coordinator, WEEKS)
    by: dict[str, Any] = {"by": cast.coordinator, "at": LATER}
    named = rename_outside_calendar(calendar=calendar, name="Kabinet", version=2, **by)
    with pytest.raises(Refusal, match="heet al zo"):
        rename_outside_calendar(calendar=named, name=" Kabinet ", version=3, **by)
    with pytest.raises(Stale):
        remove_outside_calendar(calendar=named, version=2, **by)
    remove_outside_calendar(calendar=named, version=3, **by)

    assert (shown(cast.secretary), OutsideEvent.objects.count()) == ([], 0)
    assert OutsideEvent.history.filter(history_type="-").count() == 4
    removed = AuditEvent.objects.get(action="cycle.outside_removed")
    assert json.loads(removed.payload) == {"name": "Kabinet", "events": 4}


def test_only_the_present_version_is_imported_into(cast: Cast, calendar: OutsideCalendar) -> None:
    with pytest.raises(Stale):
        take_in(calendar, cast.coordinator, WEEKS, version=7)


def test_nobody_sees_what_stands_in_a_dossier_out_of_sight(
    cast: Cast, calendar: OutsideCalendar
) -> None:
    take_in(calendar, cast.coordinator, WEEKS)
    OutsideCalendar.objects.update(dossier=cast.secret_dossier)
    assert shown(cast.secretary) == []


def test_it_stands_beside_the_cycle(
    cast: Cast, calendar: OutsideCalendar, cadence: Cadence
) -> None:
    plan_cadence(cadence=cadence, until=date(2020, 11, 8), by=cast.coordinator, at=MONDAY)
    take_in(calendar, cast.coordinator, WEEKS)
    page = cycle_page(cast.secretary, today=date(2020, 11, 2))
    assert page is not None
    beside = {day.date.day: [one.label for one in day.outside] for day in page.days if day.outside}
    assert (page.has_outside, beside) == (
        True,
        {2: ["Torentje"], 6: ["Ministerraad"], 13: ["Ministerraad"]},
    )


@time_machine.travel(MONDAY, tick=False)
def test_on_its_page_a_file_is_looked_at_taken_in_and_undone(
    cast: Cast, calendar: OutsideCalendar, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.coordinator)
    url = f"/cyclus/kalenders/{calendar.pk}/"
    upload = SimpleUploadedFile("raad.ics", WEEKS, "text/calendar")
    page = client.post(f"{url}inlezen/", {"upload": upload, "version": "1"})
    assert ("Torentje" in page.content.decode(), OutsideEvent.objects.count()) == (True, 0)
    data = {"kept": page.context["form"].signed, "version": "1"}
    page = client.post(f"{url}inlezen/", data, follow=True)
    assert ("4 nieuw" in page.content.decode(), OutsideEvent.objects.count()) == (True, 4)
    client.post(f"{url}terugdraaien/2/", follow=True)
    assert OutsideEvent.objects.present().count() == 0
    wrong = SimpleUploadedFile("x.ics", b"geen agenda", "text/calendar")
    answer = client.post(f"{url}inlezen/", {"upload": wrong, "version": "3"})
    assert (answer.status_code, "geen agenda die" in answer.content.decode()) == (422, True)
    forged = {"kept": "iets anders", "version": "3"}
    assert client.post(f"{url}inlezen/", forged).status_code == 422
    client.post(f"{url}wijzigen/", {"name": "Kabinet", "version": "3"})
    assert "Kabinet" in client.get(f"{url}weghalen/").content.decode()
    client.post(f"{url}weghalen/", {"version": "4"})
    assert OutsideCalendar.objects.count() == 0
