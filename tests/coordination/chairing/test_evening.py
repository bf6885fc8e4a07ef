"""Sunday, 22.50: what was printed before is told to be outdated at 23.00, with the difference."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.meetings.models import Meeting
from coordination.meetings.services.agenda import ItemFacts, submit_item
from coordination.meetings.services.meetings import plan_meeting
from coordination.meetings.services.moving import move_meeting
from coordination.meetings.services.papers import supply_paper
from coordination.papers.models import PaperKind
from coordination.papers.services import add_version
from tests.cast import Cast

SUNDAY_2250 = datetime(2020, 11, 1, 21, 50, tzinfo=UTC)
"""In Amsterdam 22.50."""

TEN = datetime(2020, 11, 2, 9, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def upload(words: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("nota.pdf", b"%PDF-1.7\n" + words + b"%%EOF\n", "application/pdf")


def at(moment: datetime, client: Client, url: str) -> Any:
    with travel(moment, tick=False):
        return client.get(url)


def printed(answer: Any) -> str:
    """The code on the page."""
    found = re.search(r"<strong>(\w{4}-\w{4}-\w{4})</strong>", answer.content.decode())
    assert found is not None
    return found.group(1)


def catshuis(cast: Cast) -> Meeting:
    """Ten o'clock on Monday, with one paper, planned on Friday."""
    cast.body.code, cast.body.name_nl = "Catshuis", "Catshuisoverleg"
    cast.body.save()
    friday = TEN - timedelta(days=3)
    meeting = plan_meeting(
        body=cast.body, dossier=cast.dossier, starts_at=TEN, ends_at=TEN + 60 * MINUTE,
        by=cast.secretary, at=friday,
    )  # fmt: skip
    facts = ItemFacts(title="Opvang", dossier=cast.dossier, minutes_planned=30)
    item = submit_item(meeting=meeting, facts=facts, by=cast.secretary, at=friday)
    supply_paper(
        item=item, title="Nota opvang", kind=PaperKind.ADVICE, upload=upload(b"1\n"),
        by=cast.secretary, at=friday,
    )  # fmt: skip
    return meeting


def test_the_old_print_is_outdated_with_the_difference_and_the_new_one_is_not(
    client: Client, cast: Cast
) -> None:
    meeting = catshuis(cast)
    sheet = reverse("chairing:sheet", args=[meeting.pk])
    client.force_login(cast.secretary)
    old = printed(at(SUNDAY_2250 - 30 * MINUTE, client, sheet))

    move_meeting(
        meeting=meeting, starts_at=TEN + 60 * MINUTE, ends_at=TEN + 120 * MINUTE,
        version=meeting.version, by=cast.secretary, at=SUNDAY_2250,
    )  # fmt: skip
    paper = meeting.items.get().papers.get().paper
    add_version(paper=paper, upload=upload(b"2\n"), by=cast.secretary, at=SUNDAY_2250 + MINUTE)
    new_sheet = at(SUNDAY_2250 + 2 * MINUTE, client, sheet)

    told = at(SUNDAY_2250 + 10 * MINUTE, client, f"{reverse('prints:ask')}{old.replace('-', '')}")
    words = told.content.decode()
    assert ("Achterhaald." in words, "2 wijzigingen sinds deze afdruk" in words) == (True, True)
    assert "Wanneer: was maandag 2 november 2020, 10.00–11.00, " in words
    assert "is nu maandag 2 november 2020, 11.00–12.00." in words
    assert "“Nota opvang” is vervangen door versie 2 van zo 1 nov 2020, 22.51." in words

    again = at(SUNDAY_2250 + 10 * MINUTE, client, f"{reverse('prints:ask')}{printed(new_sheet)}")
    assert "Actueel." in again.content.decode()
    assert "Gewijzigd sinds zo 1 nov 2020, 18.00" in new_sheet.content.decode()
    assert "is nu maandag 2 november 2020, 11.00–12.00." in new_sheet.content.decode()
