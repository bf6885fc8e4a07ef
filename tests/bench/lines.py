"""One line of minutes, typed with Enter into a meeting that has two hundred already."""

import itertools
from datetime import date

from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from coordination.example.services import load_example
from coordination.meetings.models import AgendaItem, Meeting
from coordination.meetings.services.entries import paste_lines
from coordination.people.models import User

from .measure import Limits, Table

LINE = "Voorbeeldsheet {} delen @VWS uiterlijk over twee weken"
LIMITS = Limits(milliseconds=50)


def bench(table: Table) -> None:
    """A note and an action point, through the whole stack, and a poll that finds nothing new."""
    load_example(at=timezone.now(), today=timezone.localdate(), on=date(2020, 11, 2))
    meeting = Meeting.objects.get(subject__startswith="Oefenoverleg")
    item = AgendaItem.objects.filter(meeting=meeting).order_by("-position")[0]
    secretary = User.objects.get(email="secretaris.mlt3@example.gov")
    paste_lines(
        item=item,
        lines=[f"Regel {n} van het verslag" for n in range(200)],
        by=secretary,
        at=timezone.now(),
    )
    client = Client(headers={"host": "localhost"})
    client.force_login(secretary, backend="coordination.people.backends.EmailBackend")
    count = itertools.count()

    def types(text: str) -> HttpResponseBase:
        meeting.refresh_from_db(fields=["sequence"])
        return client.post(
            f"/overleg/punten/{item.pk}/regels",
            {"text": text.format(next(count)), "after": meeting.sequence},
            headers={"HX-Request": "true"},
        )

    def polls() -> HttpResponseBase:
        meeting.refresh_from_db(fields=["sequence"])
        return client.get(f"/overleg/{meeting.pk}/wijzigingen", {"after": meeting.sequence})

    table.measure("a note typed with Enter", lambda: types("Notitie {}"), LIMITS)
    table.measure("an action point typed with Enter", lambda: types(LINE), LIMITS)
    table.measure("a poll that finds nothing new", polls, Limits(milliseconds=50))
    table.measure(
        "the page of a meeting with 300 lines",
        lambda: client.get(f"/overleg/{meeting.pk}/"),
        Limits(milliseconds=250),
    )
