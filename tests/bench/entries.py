"""The lines of all minutes through the API, as fast over years of meetings as over a week."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from coordination.example.services import load_example
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.people.models import User

from .measure import Limits, Table

MEETINGS, ITEMS, LINES = 3_300, 4, 6
LIMITS, FURTHER = Limits(milliseconds=50, queries=8), Limits(milliseconds=100, queries=8)


def bench(table: Table) -> None:
    """The first page, a page further on, one meeting's, and what changed since a sequence."""
    now = timezone.now()
    load_example(at=now, today=timezone.localdate(), on=date(2020, 11, 2))
    meetings, items, lines = _years(now)
    Meeting.objects.bulk_create(meetings, 2_000)
    AgendaItem.objects.bulk_create(items, 2_000)
    Entry.objects.bulk_create(lines, 2_000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    client = Client(headers={"host": "localhost"})
    officer = User.objects.get(email="beleidsmedewerker.vws@example.gov")
    client.force_login(officer, backend="coordination.people.backends.EmailBackend")

    def asks(query: str) -> Callable[[], HttpResponseBase]:
        return lambda: client.get(f"/api/v1/entries{query}")

    some = f"?meeting={meetings[7].pk}"
    count = f"{len(lines):,}"
    table.measure(f"lines over the API, {count} of them", asks(""), LIMITS)
    table.measure("lines over the API, page 200", asks("?page=200"), FURTHER)
    table.measure("lines over the API, one meeting's", asks(some), LIMITS)
    table.measure("lines over the API, changed since", asks(f"{some}&after=3"), LIMITS)


def _years(now: datetime) -> tuple[list[Meeting], list[AgendaItem], list[Entry]]:
    meetings = list(_meetings(now))
    items = [item for meeting in meetings for item in _items(meeting)]
    return meetings, items, [line for item in items for line in _lines(item)]


def _meetings(now: datetime) -> Iterator[Meeting]:
    like = Meeting.objects.order_by("starts_at")[0]
    for number in range(MEETINGS):
        starts_at = now - timedelta(hours=5 * number)
        ends_at = starts_at + timedelta(hours=1)
        yield Meeting(
            body=like.body,
            dossier=like.dossier,
            starts_at=starts_at,
            ends_at=ends_at,
            created_at=starts_at,
            created_by=like.created_by,
            sequence=ITEMS * LINES,
        )


def _items(meeting: Meeting) -> Iterator[AgendaItem]:
    for position in range(ITEMS):
        yield AgendaItem(
            meeting=meeting,
            position=position + 1,
            title=f"Punt {position}",
            dossier=meeting.dossier,
            created_at=meeting.created_at,
            created_by=meeting.created_by,
        )


def _lines(item: AgendaItem) -> Iterator[Entry]:
    for position in range(LINES):
        yield Entry(
            meeting=item.meeting,
            item=item,
            position=(position + 1) * 1024,
            typed=f"Regel {position} van het verslag over de planning van de capaciteit",
            text=f"Regel {position} van het verslag over de planning van de capaciteit",
            sequence=(item.position - 1) * LINES + position + 1,
            created_at=item.created_at,
            created_by=item.created_by,
            updated_at=item.created_at,
            updated_by=item.created_by,
        )
