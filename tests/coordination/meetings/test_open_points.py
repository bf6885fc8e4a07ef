"""What is still open comes back on the next agenda, with its age."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from coordination.actions.models import ActionPoint, ActionStatus
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.queries.open_points import open_points
from coordination.meetings.report.build import report_of
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.meetings import cancel_meeting
from coordination.people.models import User
from tests.cast import MONDAY, Cast
from tests.kept import kept

from .test_meetings import planned

WEEK = timedelta(days=7)
NOW = MONDAY + 2 * WEEK


@kept
def first(cast: Cast, item: AgendaItem) -> Meeting:
    """A circulated meeting with a point of VWS for two days later."""
    write_line(item=item, typed="Sheet delen @VWS uiterlijk wo 4 nov", by=cast.secretary, at=MONDAY)
    meeting = Meeting.objects.get(pk=item.meeting_id)
    return circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=MONDAY)


def chips(user: User, meeting: Meeting) -> list[tuple[str, list[str]]]:
    groups = open_points(user, meeting, now=NOW)
    return [(row.far, [words for words, _ in row.chips]) for group in groups for row in group.rows]


def test_a_point_is_as_old_as_the_meetings_since_it_was_agreed(cast: Cast, first: Meeting) -> None:
    second, third = planned(cast, MONDAY + WEEK), planned(cast, NOW)
    dropped = planned(cast, MONDAY + timedelta(days=10))
    cancel_meeting(meeting=dropped, reason="ziek", by=cast.lead, at=MONDAY)

    assert chips(cast.secretary, second) == [("12 dagen te laat", ["sinds 1 overleg"])]
    assert chips(cast.secretary, third) == [("12 dagen te laat", ["sinds 2 overleggen"])]


def test_a_point_of_this_meeting_has_no_age_yet(cast: Cast, first: Meeting) -> None:
    assert chips(cast.secretary, first) == [("12 dagen te laat", [])]


@pytest.mark.parametrize(
    ("who", "chip"),
    [("secretary", ["3 keer verplaatst"]), ("lead", ["3 keer verplaatst"]), ("vws_officer", [])],
)
def test_how_often_it_was_moved_stands_with_chair_and_secretary_only(
    cast: Cast, first: Meeting, who: str, chip: list[str]
) -> None:
    ActionPoint.objects.update(postponed=3)

    assert chips(getattr(cast, who), first) == [("12 dagen te laat", chip)]


def test_who_may_not_see_the_dossier_sees_no_points_of_it(cast: Cast, first: Meeting) -> None:
    ActionPoint.objects.update(dossier=cast.secret_dossier)

    assert chips(cast.secretary, first) == []


def test_the_agenda_carries_them_forward_until_the_report_is_kept(
    cast: Cast, first: Meeting, sign_in: Any
) -> None:
    later = planned(cast, MONDAY + WEEK)
    client = sign_in(cast.secretary)

    pages = [
        client.get(reverse("meetings:agenda", args=[meeting.pk])).content.decode()
        for meeting in (first, later)
    ]

    assert ["sinds 1 overleg" in page for page in pages] == [False, True]
    assert ["Sheet delen" in page for page in pages] == [False, True]


def test_a_point_is_ticked_beside_the_minutes_without_script(
    cast: Cast, first: Meeting, sign_in: Any
) -> None:
    later = planned(cast, MONDAY + WEEK)
    point = ActionPoint.objects.get()
    client = sign_in(cast.secretary)
    page = client.get(later.get_absolute_url()).content.decode()
    tick = reverse("actions:tick", args=[point.pk])
    assert f'formaction="{tick}"' in page

    response = client.post(tick, {"version": point.version, "next": later.get_absolute_url()})

    point.refresh_from_db()
    assert (response["Location"], point.status) == (later.get_absolute_url(), ActionStatus.DONE)
    assert chips(cast.secretary, later) == []


def test_the_points_take_the_same_number_of_questions(
    cast: Cast, first: Meeting, django_assert_num_queries: Any
) -> None:
    later = planned(cast, MONDAY + WEEK)
    for _ in range(2):
        with django_assert_num_queries(3):
            assert chips(cast.secretary, later)
        for number in range(3):
            point = ActionPoint.objects.order_by("serial").last()
            assert point
            point.pk, point._state.adding = None, True
            point.pk = ActionPoint._meta.pk.get_default()
            point.serial += 1 + number
            point.save()


def test_what_was_typed_before_the_hour_of_its_meeting_is_not_carried_into_it(
    cast: Cast, item: AgendaItem
) -> None:
    early = item.meeting.starts_at - timedelta(hours=1)
    write_line(item=item, typed="Sheet delen @VWS uiterlijk wo 4 nov", by=cast.secretary, at=early)
    meeting = Meeting.objects.get(pk=item.meeting_id)
    circulate_minutes(meeting=meeting, version=meeting.version, by=cast.secretary, at=early)
    assert ActionPoint.objects.open().count() == 1
    assert report_of(meeting).carried == ()
    assert len(report_of(planned(cast, MONDAY + WEEK)).carried) == 1
