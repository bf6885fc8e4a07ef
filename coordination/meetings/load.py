"""Meetings of a load, with their agenda, who was there, and lines that were rewritten often."""

from collections.abc import Iterator
from datetime import timedelta

from coordination.example.bulk import Load, bulk, sentence

from .models import AgendaItem, Attendance, Entry, Meeting, MeetingStatus, Presence

MEETINGS, PRESENT, ITEMS, LINES = 300, 8, 4, 6
LINE = ("entries.written", *["entries.rewritten"] * 4)


def load(load: Load) -> None:
    count = MEETINGS * load.scale
    load.keep(
        (_meeting(load, n, count) for n in range(count)),
        by=lambda meeting: meeting.created_by,
        dossier=lambda meeting: meeting.dossier_id,
        actions=("meetings.planned", "meetings.opened", "meetings.closed"),
        remember=True,
    )
    load.keep(_attendances(load))
    load.keep(
        _items(load),
        by=lambda item: item.created_by,
        dossier=lambda item: item.dossier_id,
        actions=("agenda.item_submitted",),
        remember=True,
    )
    load.keep(
        _lines(load),
        by=lambda line: line.created_by,
        dossier=lambda line: line.item.dossier_id,
        actions=LINE,
    )


def _meeting(load: Load, number: int, count: int) -> Meeting:
    starts_at = load.moment(number, count).replace(minute=0, second=0, microsecond=0)
    by = load.pick("user", number)
    return Meeting(
        body=load.pick("body", number),
        dossier=load.pick("dossier", number),
        subject=sentence(number, 3).capitalize(),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        status=MeetingStatus.CLOSED,
        opened_at=starts_at,
        opened_by=by,
        closed_at=starts_at + timedelta(hours=1),
        closed_by=by,
        created_at=starts_at - timedelta(days=7),
        created_by=by,
        sequence=ITEMS * LINES,
    )


def _attendances(load: Load) -> Iterator[Attendance]:
    for number, meeting in enumerate(load.kept["meeting"]):
        for seat in range(PRESENT):
            person = load.pick("user", number * PRESENT + seat)
            yield Attendance(
                meeting=meeting,
                organisation=person.organisation,
                person=person,
                presence=Presence.PRESENT,
            )


def _items(load: Load) -> Iterator[AgendaItem]:
    for number, meeting in enumerate(load.kept["meeting"]):
        for position in range(ITEMS):
            yield AgendaItem(
                meeting=meeting,
                position=position + 1,
                title=sentence(number + position, 4).capitalize(),
                dossier=meeting.dossier,
                created_at=meeting.created_at,
                created_by=meeting.created_by,
            )


def _lines(load: Load) -> Iterator[Entry]:
    for number, item in enumerate(load.kept["agendaitem"]):
        for position in range(LINES):
            text = sentence(number + position, 10).capitalize()
            yield Entry(
                meeting=item.meeting,
                item=item,
                position=position + 1,
                typed=text,
                text=text,
                sequence=position + 1,
                created_at=item.meeting.starts_at,
                created_by=item.created_by,
                updated_at=item.meeting.starts_at,
                updated_by=item.created_by,
                version=len(LINE),
            )


bulk.add("meetings", load, order=60)
