"""The list, the forms to plan, move and cancel, and the first screen."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from coordination.meetings.models import Meeting, MeetingStatus
from coordination.meetings.queries.asks import asks_for
from coordination.meetings.queries.lists import MeetingFilter, meetings_for, next_meeting
from coordination.meetings.services.meetings import cancel_meeting
from tests.cast import MONDAY, Cast

from .test_agenda import submitted
from .test_meetings import HOUR, THURSDAY, planned


def form(cast: Cast, **more: Any) -> dict[str, Any]:
    day = timezone.localdate() + timedelta(days=7)
    return {
        "body": cast.body.pk,
        "dossier": cast.dossier.pk,
        "day": day.isoformat(),
        "starts": "10:00",
        "ends": "11:00",
        "place": "zaal 4",
        **more,
    }


def soon(hours: int) -> datetime:
    return timezone.now() + timedelta(hours=hours)


def test_the_list_asks_seven_questions_for_one_and_three_meetings(
    cast: Cast, sign_in: Any, django_assert_num_queries: Any
) -> None:
    client = sign_in(cast.secretary)
    for count in (1, 3):
        while Meeting.objects.count() < count:
            planned(cast, soon(2 + count), at=timezone.now())
        with django_assert_num_queries(7):
            response = client.get(reverse("meetings:list"))
        assert response.content.decode().count("<tr tabindex") == count


def test_the_list_separates_coming_from_past(cast: Cast) -> None:
    past, coming = planned(cast, MONDAY - timedelta(days=1)), planned(cast)

    found = [
        list(meetings_for(cast.secretary, MeetingFilter(past=past_), at=MONDAY))
        for past_ in (True, False)
    ]

    assert found == [[past], [coming]]


def test_the_filter_finds_by_word_status_and_own_bodies(cast: Cast) -> None:
    meeting = planned(cast, subject="Instroom")
    cancelled = cancel_meeting(
        meeting=planned(cast, THURSDAY + HOUR), reason="ziek", by=cast.lead, at=MONDAY
    )

    def found(user: Any, **wanted: Any) -> list[Meeting]:
        return list(meetings_for(user, MeetingFilter(**wanted), at=MONDAY))

    assert found(cast.secretary, text="instroom mlt3") == [meeting]
    assert found(cast.secretary, status=MeetingStatus.CANCELLED) == [cancelled]
    assert found(cast.vws_officer, mine=True) == [meeting, cancelled]
    assert found(cast.stranger, mine=True) == []


@pytest.mark.parametrize(
    "query", ["page=0", "page=x", "body=x", "dossier=%00", "q=%00", "status=x"]
)
def test_a_strange_address_shows_the_list(cast: Cast, sign_in: Any, query: str) -> None:
    response = sign_in(cast.secretary).get(reverse("meetings:list") + f"?{query}")

    assert response.status_code == 200


def test_a_meeting_of_a_secret_dossier_is_in_no_list(cast: Cast, sign_in: Any) -> None:
    meeting = planned(cast, soon(3), at=timezone.now(), subject="Gesloten")
    Meeting.objects.filter(pk=meeting.pk).update(dossier=cast.secret_dossier)

    page = sign_in(cast.secretary).get(reverse("meetings:list")).content.decode()

    assert "Gesloten" not in page
    assert next_meeting(cast.secretary, at=timezone.now()) is None


def test_a_meeting_is_planned_by_form(cast: Cast, sign_in: Any) -> None:
    response = sign_in(cast.secretary).post(reverse("meetings:plan"), form(cast))

    meeting = Meeting.objects.get()
    assert response["Location"] == reverse("meetings:agenda", args=[meeting.pk])
    assert timezone.localtime(meeting.starts_at).hour == 10
    assert meeting.place == "zaal 4"


def test_planning_twice_by_the_same_form_plans_one_meeting(cast: Cast, sign_in: Any) -> None:
    client, address = sign_in(cast.secretary), reverse("meetings:plan")
    found = re.search(r'name="receipt" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    sent = form(cast, receipt=found[1])
    answers = [client.post(address, sent) for _press in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Meeting.objects.count() == 1


def test_without_a_dossier_the_body_keeps_its_last_one(cast: Cast, sign_in: Any) -> None:
    planned(cast)

    sign_in(cast.secretary).post(reverse("meetings:plan"), form(cast, dossier=""))

    assert Meeting.objects.filter(dossier=cast.dossier).count() == 2


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2021-02-30"},
        {"day": "0000-01-01"},
        {"day": "0001-01-01"},
        {"day": "9999-12-31"},
        {"day": "2021-03-28", "starts": "02:30", "ends": "04:00"},
        {"starts": "25:00"},
        {"ends": "09:00"},
        {"ends": "10:00"},
        {"body": "x"},
        {"body": ""},
        {"place": "a\0b"},
        {"place": "\u202eabc"},
        {"subject": "x" * 300},
        {"note_takers": "x"},
    ],
)
def test_a_form_that_is_not_right_keeps_what_was_typed(
    cast: Cast, sign_in: Any, change: dict[str, str]
) -> None:
    response = sign_in(cast.secretary).post(
        reverse("meetings:plan"), form(cast, **{"subject": "Stap 3", **change})
    )

    assert response.status_code == 422
    assert change.get("subject", "Stap 3") in response.content.decode()
    assert Meeting.objects.count() == 0


def test_a_meeting_may_end_after_midnight(cast: Cast, sign_in: Any) -> None:
    sign_in(cast.secretary).post(
        reverse("meetings:plan"), form(cast, starts="23:00", ends="01:30", next_day="on")
    )

    meeting = Meeting.objects.get()
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=2, minutes=30)


def test_a_stale_move_shows_both_times(cast: Cast, sign_in: Any) -> None:
    meeting = planned(cast, soon(48), at=timezone.now())
    Meeting.objects.filter(pk=meeting.pk).update(version=2, place="zaal 9")

    response = sign_in(cast.secretary).post(
        reverse("meetings:move", args=[meeting.pk]), form(cast, version=1)
    )

    page = response.content.decode()
    assert response.status_code == 409
    assert "zaal 9" in page
    assert 'value="zaal 4"' in page


def test_moving_offers_its_undo(cast: Cast, sign_in: Any) -> None:
    meeting = planned(cast, soon(48), at=timezone.now())
    client = sign_in(cast.secretary)
    sent = form(cast, version=1, step="move")
    client.post(reverse("meetings:move", args=[meeting.pk]), sent)

    page = client.get(reverse("meetings:agenda", args=[meeting.pk])).content.decode()

    assert reverse("meetings:undo_move", args=[meeting.pk, 2]) in page


def test_a_member_does_not_move(cast: Cast, sign_in: Any) -> None:
    meeting = planned(cast)

    response = sign_in(cast.vws_officer).get(reverse("meetings:move", args=[meeting.pk]))

    assert response.status_code == 403


def test_what_asks_for_a_decision_is_for_who_leads_the_body(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    meeting = planned(cast)
    asked = submitted(cast, meeting, "Opdracht", cast.secretary, requested_decision="Stem in.")
    waiting = submitted(cast, meeting, "Stap 3", cast.vws_officer)

    with django_assert_num_queries(2):
        asks = asks_for(cast.secretary, at=MONDAY)

    assert (asks.decisions, asks.submitted, asks.returned, asks.reports) == (
        [asked],
        [waiting],
        [],
        [],
    )
    assert asks_for(cast.vws_officer, at=MONDAY).any is False
