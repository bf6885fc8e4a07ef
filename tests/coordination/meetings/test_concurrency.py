"""Two note takers at once, and two who circulate at once: threads that really commit."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from coordination.audit.verify import Verdict, verify_record
from coordination.kit.refusals import Refusal
from coordination.mail.models import Message
from coordination.meetings.models import (
    AgendaItem,
    Entry,
    Meeting,
    MeetingStatus,
    MinutesVersion,
    Picture,
    Presence,
)
from coordination.meetings.services.attendance import note_all_present
from coordination.meetings.services.circulation import circulate_minutes
from coordination.meetings.services.entries import write_line
from coordination.meetings.services.picture import note_picture
from tests.cast import MONDAY, Cast

LINES = 50


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """What each deed gave or refused, all begun at the same moment on connections of their own."""
    start = threading.Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> Any:
        try:
            start.wait()
            return deed()
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(run, deeds))


@pytest.fixture
def scene(committed: None, cast: Cast, item: AgendaItem) -> tuple[Cast, AgendaItem]:
    return cast, item


def test_two_note_takers_of_fifty_lines_leave_a_hundred_in_one_order(
    scene: tuple[Cast, AgendaItem],
) -> None:
    cast, item = scene

    def typing(who: Any) -> Callable[[], None]:
        def type_lines() -> None:
            for number in range(LINES):
                owner = " @VWS uiterlijk wo 4 nov" if number % 10 == 0 else ""
                text = f"Regel {number} van {who.name}{owner}"
                write_line(item=item, typed=text, by=who, at=MONDAY)

        return type_lines

    given = at_once(typing(cast.secretary), typing(cast.lead))

    assert given == [None, None]
    lines = Entry.objects.filter(item=item).order_by("sequence")
    assert list(lines.values_list("sequence", flat=True)) == list(range(1, 2 * LINES + 1))
    assert len(set(lines.values_list("position", flat=True))) == 2 * LINES
    meeting = Meeting.objects.get(pk=item.meeting_id)
    assert (meeting.sequence, meeting.status) == (2 * LINES, MeetingStatus.OPEN)
    numbers = {line.action_point.number for line in lines if line.action_point}
    assert len(numbers) == 10
    assert verify_record().verdict is Verdict.HOLDS


def test_two_who_circulate_at_once_send_one_report(scene: tuple[Cast, AgendaItem]) -> None:
    cast, item = scene
    write_line(item=item, typed="! We houden de afbakening aan.", by=cast.secretary, at=MONDAY)
    meeting = Meeting.objects.get(pk=item.meeting_id)

    def circulating(who: Any) -> Callable[[], Meeting]:
        return lambda: circulate_minutes(
            meeting=meeting, version=meeting.version, by=who, at=MONDAY
        )

    given = at_once(circulating(cast.secretary), circulating(cast.lead))

    assert sorted(isinstance(one, Refusal) for one in given) == [False, True]
    assert MinutesVersion.objects.filter(meeting=meeting).count() == 1
    assert Message.objects.filter(kind="meetings.report").count() == 4
    assert verify_record().verdict is Verdict.HOLDS


def test_a_line_and_a_mark_at_once_both_stand(scene: tuple[Cast, AgendaItem]) -> None:
    cast, item = scene
    cast.body.bob = True
    cast.body.save()
    meeting = Meeting.objects.get(pk=item.meeting_id)
    note_all_present(meeting=meeting, by=cast.secretary, at=MONDAY)
    szw = meeting.attendances.get(organisation=cast.szw)

    given = at_once(
        lambda: write_line(item=item, typed="VWS: druk", by=cast.lead, at=MONDAY),
        lambda: note_picture(attendance=szw, picture=Picture.NOTHING, by=cast.secretary, at=MONDAY),
    )

    assert [type(one).__name__ for one in given] == ["Entry", "Meeting"]
    rows = meeting.attendances.filter(presence=Presence.PRESENT).exclude(organisation=cast.dgsc)
    found = dict(rows.values_list("organisation__code", "picture"))
    assert found == {"VWS": Picture.GIVEN, "SZW": Picture.NOTHING}
    assert verify_record().verdict is Verdict.HOLDS
