"""The head of the minutes follows what happens in them; the page shows the way to the past."""

from collections.abc import Callable

from django.test import Client
from django.urls import reverse

from coordination.dossiers.models import Dossier
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import open_meeting
from coordination.people.models import User
from tests.cast import MONDAY, Cast

HEAD = 'id="minutes-state" hx-swap-oob="true"'


def type_line(client: Client, item: AgendaItem, status: str) -> str:
    answer = client.post(
        reverse("meetings:line_add", args=[item.pk]),
        {"text": "Een regel", "after": "0", "status": status},
        headers={"HX-Request": "true"},
    )
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_first_line_brings_the_new_head_and_the_second_does_not(
    cast: Cast, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    client = sign_in(cast.secretary)
    circulate = reverse("meetings:circulate", args=[item.meeting_id])

    page = client.get(item.meeting.get_absolute_url()).content.decode()
    first, second = type_line(client, item, "planned"), type_line(client, item, "open")

    assert [circulate in text for text in (page, first, second)] == [False, True, False]
    assert [HEAD in text for text in (page, first, second)] == [False, True, False]
    assert 'name="status" value="open" hx-swap-oob="true"' in first
    assert "In bewerking · " in first


def test_a_note_taker_gets_the_head_without_what_is_not_hers(
    cast: Cast, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    item.meeting.note_takers.add(cast.vws_officer)
    first = type_line(sign_in(cast.vws_officer), item, "planned")
    assert HEAD in first
    assert reverse("meetings:circulate", args=[item.meeting_id]) not in first


def test_a_page_that_follows_hears_that_the_meeting_was_opened_elsewhere(
    cast: Cast, meeting: Meeting, sign_in: Callable[[User], Client]
) -> None:
    client, address = sign_in(cast.secretary), reverse("meetings:changes", args=[meeting.pk])
    asked = {"after": str(meeting.sequence), "seen": "", "status": "planned"}
    assert client.get(address, asked).status_code == 204
    open_meeting(meeting=meeting, by=cast.lead, at=MONDAY)
    answer = client.get(address, asked)
    assert (answer.status_code, HEAD in answer.content.decode()) == (200, True)
    assert client.get(address, {**asked, "status": "open"}).status_code == 204


def test_the_page_shows_its_versions_and_the_way_to_an_earlier_moment(
    cast: Cast, item: AgendaItem, sign_in: Callable[[User], Client]
) -> None:
    client, address = sign_in(cast.vws_officer), item.meeting.get_absolute_url()
    write_line(item=item, typed="Een regel", by=cast.secretary, at=MONDAY)
    before = client.get(address).content.decode()
    meeting = Meeting.objects.get(pk=item.meeting_id)
    circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=MONDAY)
    after = client.get(address).content.decode()
    first = reverse("meetings:version", args=[meeting.pk, 1])
    assert [first in page for page in (before, after)] == [False, True]
    assert ['name="op"' in page for page in (before, after)] == [True, True]


def test_the_page_of_a_body_shows_its_meetings_to_who_may_see_them(
    cast: Cast, meeting: Meeting, sign_in: Callable[[User], Client]
) -> None:
    body = cast.body.get_absolute_url()
    Dossier.objects.filter(pk=cast.dossier.pk).update(restricted=True)
    shown = [
        meeting.get_absolute_url() in sign_in(who).get(body).content.decode().split("<main")[1]
        for who in (cast.vws_officer, cast.stranger)
    ]
    assert shown == [True, False]
