"""Meetings in calendars outside Baken: by invitation, as a file, through a feed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar
from pytest_django.fixtures import Settings

from coordination.dossiers.models import Classification, Dossier
from coordination.kit.calendars import Appointment, calendar_file
from coordination.mail.delivery.composing import frozen
from coordination.mail.delivery.envelope import as_bytes
from coordination.mail.models import Message
from coordination.meetings.models import Meeting
from coordination.meetings.services.meetings import (
    cancel_meeting,
)
from coordination.meetings.services.moving import move_meeting
from coordination.people.keys import digest_of
from coordination.people.models import Body, FeedToken, User
from coordination.people.services import create_feed, deactivate_user, revoke_feed
from tests.cast import MONDAY, Cast

from .test_meetings import HOUR, THURSDAY, planned

pytestmark = pytest.mark.usefixtures("on_monday")

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SUBJECT = "Opvang in de winter"


def mailed(cast: Cast, kind: str) -> tuple[Message, Any]:
    """The mail as it leaves, and its parts."""
    message = Message.objects.get(kind=kind, recipient__user=cast.vws_officer)
    for name, value in frozen(message, leaves=True, at=MONDAY).items():
        setattr(message, name, value)
    return message, message_from_bytes(as_bytes(message), policy=policy.default)


def invited(mail: Any) -> tuple[str, Any]:
    part = next(one for one in mail.walk() if one.get_content_type() == "text/calendar")
    calendar = Calendar.from_ical(part.get_content())
    return part.get_param("method"), calendar.events[0]


def test_an_invitation_follows_the_meeting(cast: Cast) -> None:
    meeting = planned(cast, subject=SUBJECT, place="zaal 4")
    _message, mail = mailed(cast, "meetings.invited")
    first, event = invited(mail)
    moved = move_meeting(
        meeting=meeting,
        starts_at=THURSDAY + HOUR,
        ends_at=THURSDAY + 2 * HOUR,
        version=meeting.version,
        by=cast.secretary,
        at=MONDAY,
    )
    second, later = invited(mailed(cast, "meetings.moved")[1])
    cancel_meeting(meeting=moved, reason="ziek", by=cast.secretary, at=MONDAY)
    third, gone = invited(mailed(cast, "meetings.cancelled")[1])
    events = (event, later, gone)
    assert (first, second, third) == ("REQUEST", "REQUEST", "CANCEL")
    assert len({str(one["uid"]) for one in events}) == 1
    assert [one["sequence"] for one in events] == [1, 2, 3]
    assert [str(one["status"]) for one in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert (later.start, str(event["location"])) == (THURSDAY + HOUR, "zaal 4")
    assert event["attendee"] == f"mailto:{cast.vws_officer.email}"


def test_every_attempt_is_the_same_mail(cast: Cast) -> None:
    planned(cast, subject=SUBJECT)
    message, _mail = mailed(cast, "meetings.invited")
    assert as_bytes(message) == as_bytes(message)


def test_an_address_outside_the_government_gets_no_invitation(
    cast: Cast, settings: Settings
) -> None:
    settings.GOVERNMENT_DOMAINS = []
    planned(cast, subject=SUBJECT)
    message, mail = mailed(cast, "meetings.invited")
    assert (message.calendar, mail.get_content_type()) == ("", "text/plain")


def classify(cast: Cast) -> None:
    classes = {"classification": Classification.DEPARTMENTAL, "restricted": True}
    Dossier.objects.filter(pk=cast.dossier.pk).update(**classes)
    User.objects.filter(pk=cast.vws_officer.pk).update(clearance=1)


def embargo(cast: Cast) -> None:
    Dossier.objects.filter(pk=cast.dossier.pk).update(embargo_until=MONDAY + timedelta(days=30))


@pytest.mark.parametrize("keep", [classify, embargo])
def test_what_is_classified_or_embargoed_stands_in_no_calendar(
    keep: Callable[[Cast], None], cast: Cast, client: Client
) -> None:
    planned(cast, subject=SUBJECT)
    keep(cast)
    message, _mail = mailed(cast, "meetings.invited")
    _feed, secret = create_feed(user=cast.vws_officer, name="x", body=None, at=MONDAY)
    fed = client.get(reverse("meetings:feed", args=[secret])).content.decode()
    assert ("BEGIN:VEVENT" in fed, SUBJECT in fed, SUBJECT in message.calendar) == (
        True,
        False,
        False,
    )


def test_a_classified_meeting_is_mailed_without_an_invitation(cast: Cast) -> None:
    planned(cast, subject=SUBJECT)
    classify(cast)
    assert mailed(cast, "meetings.invited")[0].calendar == ""


def at_eleven(day: int, month: int) -> Appointment:
    starts = datetime(2021, month, day, 11, 0, tzinfo=AMSTERDAM).astimezone(UTC)
    return Appointment(f"{month}-{day}@x", 1, "MCC", starts, starts + timedelta(hours=1), MONDAY)


DAYS = [(15, 1), (27, 3), (28, 3), (29, 3), (15, 7), (30, 10), (31, 10), (1, 11)]
"""Winter, summer, and the days around 28 March and 31 October 2021, when the clock changes."""


@pytest.mark.parametrize(("day", "month"), DAYS)
def test_eleven_stays_eleven(day: int, month: int) -> None:
    written = calendar_file([at_eleven(day, month)]).decode()
    assert f"DTSTART;TZID=Europe/Amsterdam:2021{month:02}{day:02}T110000" in written
    event = Calendar.from_ical(written).events[0]
    assert event.start == at_eleven(day, month).starts_at


def test_the_zone_goes_along_with_both_changes_of_the_clock() -> None:
    zone = calendar_file([at_eleven(15, 7)]).decode()
    assert zone.count("BEGIN:VTIMEZONE") == 1
    read = Calendar.from_ical(zone).timezones[0].to_tz()
    around = [
        datetime(2021, month, day, hour, tzinfo=UTC).astimezone(read).hour
        for month, day, hour in ((3, 28, 0), (3, 28, 1), (10, 31, 0), (10, 31, 1))
    ]
    assert around == [1, 3, 2, 2]


@pytest.fixture
def make_feed(cast: Cast) -> Callable[..., str]:
    def make(user: User, body: Body | None = None) -> str:
        _feed, secret = create_feed(user=user, name="telefoon", body=body, at=MONDAY)
        return reverse("meetings:feed", args=[secret])

    return make


def uids(response: Any) -> list[str]:
    return [str(one["uid"]).split("@")[0] for one in Calendar.from_ical(response.content).events]


def test_a_feed_shows_what_its_owner_may_see_and_no_more(
    cast: Cast, client: Client, make_feed: Callable[..., str]
) -> None:
    meeting = planned(cast)
    hers, of_body = make_feed(cast.vws_officer), make_feed(cast.vws_officer, cast.body)
    strangers, partners = make_feed(cast.stranger), make_feed(cast.partner, cast.body)
    seen = [uids(client.get(url)) for url in (hers, of_body, strangers, partners)]
    assert seen == [[str(meeting.pk)], [str(meeting.pk)], [], []]
    Dossier.objects.filter(pk=cast.dossier.pk).update(restricted=True)
    cast.body.members.filter(person=cast.vws_officer).delete()
    assert [uids(client.get(url)) for url in (hers, of_body)] == [[], []]


def test_a_feed_is_read_again_only_when_it_changed(
    cast: Cast, client: Client, make_feed: Callable[..., str]
) -> None:
    meeting, url = planned(cast), make_feed(cast.vws_officer)
    etag = client.get(url)["ETag"]
    same = client.get(url, headers={"If-None-Match": etag})
    cancel_meeting(meeting=meeting, reason="ziek", by=cast.secretary, at=MONDAY)
    changed = client.get(url, headers={"If-None-Match": etag})
    assert (same.status_code, same.content, changed.status_code) == (304, b"", 200)
    assert b"STATUS:CANCELLED" in changed.content
    assert same["Cache-Control"] == "private, no-cache"


def test_a_feed_ends_with_its_key_and_its_owner(
    cast: Cast, client: Client, make_feed: Callable[..., str]
) -> None:
    revoked, left, unknown = make_feed(cast.lead), make_feed(cast.szw_officer), make_feed(cast.lead)
    key = digest_of(revoked.rpartition("/")[2].removesuffix(".ics"))
    revoke_feed(token=FeedToken.objects.get(digest=key), by=cast.lead, at=MONDAY)
    deactivate_user(user=cast.szw_officer, by=cast.administrator, at=MONDAY)
    urls = (revoked, left, unknown.replace(".ics", "x.ics"), unknown)
    assert [client.get(url).status_code for url in urls] == [404, 404, 404, 200]


def test_a_partners_feed_ends_after_ninety_days(
    cast: Cast, client: Client, make_feed: Callable[..., str]
) -> None:
    url = make_feed(cast.partner)
    User.objects.filter(pk=cast.partner.pk).update(expires_on=None)
    with time_machine.travel(MONDAY + timedelta(days=91), tick=False):
        late = client.get(url).status_code
    assert (client.get(url).status_code, late) == (200, 404)


def test_the_key_of_a_feed_is_shown_once_and_kept_nowhere(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    browser, page = sign_in(cast.lead), reverse("people:feeds")
    made = browser.post(page, {"name": "telefoon", "body": ""}).content.decode()
    again = browser.get(page).content.decode()
    feed = FeedToken.objects.get(user=cast.lead)
    assert ("webcal://" in made, feed.ending in made) == (True, True)
    assert ("webcal://" in again, feed.ending in again, len(feed.digest)) == (False, True, 64)


def test_a_meeting_is_a_file_for_who_may_see_it(
    cast: Cast, sign_in: Callable[[User], Client]
) -> None:
    meeting: Meeting = planned(cast, subject=SUBJECT)
    with override("nl"):
        response = sign_in(cast.vws_officer).get(reverse("meetings:calendar", args=[meeting.pk]))
    event = Calendar.from_ical(response.content).events[0]
    assert (str(event["summary"]), event.start) == (f"Werkgroep MLT3: {SUBJECT}", THURSDAY)
    assert response["Content-Disposition"] == 'attachment; filename="baken-2020-11-05.ics"'
