"""What cannot both be is shown to who may see both, and blocks nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from coordination.cycle.models import Cadence, Deadline, Slot
from coordination.cycle.queries.collisions import (
    Kind,
    Stands,
    collisions_after,
    collisions_between,
    collisions_of,
)
from coordination.cycle.remarks import remark_on
from coordination.cycle.services.planning import plan_cadence
from coordination.meetings.models import Attendance, Meeting, Presence
from coordination.meetings.services.meetings import cancel_meeting, plan_meeting
from coordination.people.models import Body, BodyMember, MemberRole, User
from tests.cast import MONDAY, Cast
from tests.kept import kept

TEN = MONDAY + timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.fixture
def meet(cast: Cast, make_body: Callable[[str], Body]) -> Callable[..., Meeting]:
    """A meeting of a body with the policy officer of VWS in it, in `role`."""

    def make(
        code: str, starts: datetime = TEN, role: str = MemberRole.MEMBER, **more: Any
    ) -> Meeting:
        body = make_body(code)
        for who, what in ((cast.secretary, MemberRole.SECRETARY), (cast.vws_officer, role)):
            BodyMember.objects.get_or_create(
                body=body,
                person=who,
                defaults={
                    "organisation": who.organisation,
                    "role": what,
                    "since": date(2020, 1, 1),
                },
            )
        facts = {"body": body, "dossier": cast.dossier, "starts_at": starts, "at": MONDAY}
        meeting = plan_meeting(**{**facts, "ends_at": starts + HOUR, "by": cast.secretary, **more})
        Attendance.objects.filter(meeting=meeting, person=cast.secretary).delete()
        return meeting

    return make


def found(user: User, *meetings: Meeting) -> list[tuple[str, list[str]]]:
    rows = collisions_of(user, meetings, at=MONDAY)
    return [(str(row.kind), [str(one.body) for one in row.meetings]) for row in rows]


def test_one_person_in_two_meetings_at_once_is_named(
    cast: Cast, meet: Callable[..., Meeting]
) -> None:
    acc, _mcc = meet("ACC"), meet("MCC", TEN + HOUR / 2)
    [collision] = collisions_of(cast.secretary, [acc], at=MONDAY)
    assert (collision.kind, collision.people) == (Kind.PERSON, (cast.vws_officer,))
    assert remark_on(collision, acc).sentence == (
        "policy officer vws · VWS is ook verwacht in MCC di 3 november 15.30–16.30."
    )


def test_one_after_the_other_is_no_collision(cast: Cast, meet: Callable[..., Meeting]) -> None:
    assert found(cast.secretary, meet("ACC"), meet("MCC", TEN + HOUR)) == []


@pytest.mark.parametrize("role", [MemberRole.DEPUTY, MemberRole.AGENDA_MEMBER, MemberRole.IN_COPY])
def test_who_is_not_really_expected_in_both_does_not_collide(
    cast: Cast, meet: Callable[..., Meeting], role: str
) -> None:
    assert found(cast.secretary, meet("ACC"), meet("MCC", role=role)) == []


def test_who_sent_word_does_not_collide_and_who_takes_notes_does(
    cast: Cast, meet: Callable[..., Meeting]
) -> None:
    acc, mcc = meet("ACC"), meet("MCC")
    Attendance.objects.filter(meeting=mcc).update(presence=Presence.EXCUSED)
    assert found(cast.secretary, acc) == []
    mcc.note_takers.add(cast.vws_officer)
    assert found(cast.secretary, acc) == [("person", ["ACC", "MCC"])]


def test_one_room_in_two_meetings_collides_but_not_the_line(
    cast: Cast, meet: Callable[..., Meeting]
) -> None:
    away = {"role": MemberRole.DEPUTY}
    rooms = [meet("ACC", place="Zaal 3", **away), meet("MCC", place=" zaal  3", **away)]
    assert found(cast.secretary, rooms[0]) == [("room", ["ACC", "MCC"])]
    lines = [meet("BWO", place="Webex", **away), meet("VB", place="Webex", **away)]
    assert found(cast.secretary, *lines) == []


def test_a_meeting_in_a_dossier_out_of_sight_is_never_named(
    cast: Cast, meet: Callable[..., Meeting]
) -> None:
    acc, secret = meet("ACC"), meet("MCC")
    Meeting.objects.filter(pk=secret.pk).update(dossier=cast.secret_dossier)
    assert found(cast.secretary, acc) == []


def test_what_was_cancelled_or_is_over_collides_no_more(
    cast: Cast, meet: Callable[..., Meeting]
) -> None:
    acc, mcc = meet("ACC"), meet("MCC")
    later = TEN + timedelta(hours=2)
    assert collisions_of(cast.secretary, [acc], at=later) == []
    cancel_meeting(meeting=mcc, reason="Rust", by=cast.secretary, at=MONDAY)
    assert found(cast.secretary, acc) == []


@kept
def rhythm(cast: Cast, cadence: Cadence) -> Cadence:
    plan_cadence(cadence=cadence, until=date(2020, 11, 15), by=cast.coordinator, at=MONDAY)
    return cadence


def stands(code: str, days: int) -> Stands:
    meeting = Meeting.objects.get(body__code=code)
    by = timedelta(days=days)
    return Stands(meeting, meeting.starts_at + by, meeting.ends_at + by, "", moved=True)


def test_the_rhythm_says_what_comes_first(cast: Cast, rhythm: Cadence) -> None:
    acc, mcc = Meeting.objects.order_by("starts_at")
    assert collisions_of(cast.coordinator, [acc, mcc], at=MONDAY - HOUR * 24) == []
    [collision] = collisions_after(cast.coordinator, [stands("ACC", 1)], at=MONDAY)
    assert (collision.kind, collision.meetings) == (Kind.ORDER, [acc, mcc])
    assert remark_on(collision, acc).sentence == (
        "Hoort in dit ritme vóór MCC di 3 november 14.00–15.30."
    )


def test_a_rhythm_of_other_bodies_has_an_order_too(
    cast: Cast, make_cadence: Callable[..., Cadence], make_slot: Callable[..., Slot]
) -> None:
    cadence = make_cadence(length=7)
    for code, at in (("Duinen", "09:00"), ("Bos", "11:00")):
        make_slot(cadence, code, 3, at)
    plan_cadence(cadence=cadence, until=date(2020, 11, 8), by=cast.coordinator, at=MONDAY)
    after = collisions_after(cast.coordinator, [stands("Bos", -1)], at=MONDAY)
    assert [[str(one.body) for one in row.meetings] for row in after] == [["Duinen", "Bos"]]


def test_a_meeting_after_the_press_conference_about_it_is_told(cast: Cast, rhythm: Cadence) -> None:
    mcc = Meeting.objects.get(body__code="MCC")
    [collision] = collisions_after(cast.coordinator, [stands("MCC", 8)], at=MONDAY)
    assert (collision.kind, collision.second) == (Kind.ORDER, None)
    assert remark_on(collision, mcc).sentence == (
        "Hoort in dit ritme vóór Persconferentie di 10 november 19.00."
    )
    [slot] = rhythm.slots.filter(title="Persconferentie")
    pressed = {(slot.pk, rhythm.cycles.get().pk): MONDAY + timedelta(days=12)}
    assert collisions_after(cast.coordinator, [stands("MCC", 8)], at=MONDAY, events=pressed) == []


def test_papers_due_after_the_meeting_or_in_the_past_are_told(cast: Cast, rhythm: Cadence) -> None:
    sunday = MONDAY - timedelta(days=1)
    acc = Meeting.objects.get(body__code="ACC")
    [gone] = collisions_after(cast.coordinator, [stands("ACC", 0)], at=MONDAY)
    assert (gone.kind, gone.is_late) == (Kind.PAPERS, True)
    Deadline.objects.filter(meeting=acc).update(
        due_at=acc.starts_at + HOUR, offset_number=None, offset_unit=""
    )
    [late] = collisions_of(cast.coordinator, [acc], at=sunday)
    assert (late.is_late, remark_on(late, acc).sentence) == (
        False,
        "De stukken hoeven er pas te zijn op di 3 november 10.30, als het al begonnen is.",
    )


def test_a_fortnight_is_asked_at_once(
    cast: Cast, meet: Callable[..., Meeting], django_assert_max_num_queries: Any
) -> None:
    for number in range(6):
        meet(f"B{number}", TEN + number * HOUR / 2)
    with django_assert_max_num_queries(8):
        rows = collisions_between(cast.secretary, MONDAY, MONDAY + timedelta(days=14), at=MONDAY)
    assert len(rows) == 5


@time_machine.travel(MONDAY, tick=False)
def test_it_stands_by_the_meeting_on_its_pages_and_in_the_api(
    cast: Cast, rhythm: Cadence, sign_in: Callable[[User], Client]
) -> None:
    acc, mcc = Meeting.objects.order_by("starts_at")
    Meeting.objects.filter(pk=acc.pk).update(
        starts_at=mcc.starts_at + 2 * HOUR, ends_at=mcc.ends_at + 2 * HOUR
    )
    client = sign_in(cast.coordinator)
    for url in ("/cyclus/", "/cyclus/plannen/", f"/overleg/{acc.pk}/agenda/"):
        assert "Hoort in dit ritme vóór MCC" in client.get(url).content.decode(), url
    answer = client.get("/api/v1/collisions").json()["results"]
    kinds = [(row["kind"], row["meetings"]) for row in answer]
    assert ("order", [str(acc.pk), str(mcc.pk)]) in kinds
    assert client.get("/api/v1/collisions?since=2020-01-01&until=2021-01-01").status_code == 400
