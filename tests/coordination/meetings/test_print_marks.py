"""The code stands on every page and file of a meeting that is printed."""

import io
from datetime import timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from time_machine import travel

from coordination.kit import clock
from coordination.meetings.models import Meeting
from coordination.prints.marks import PrintMark
from tests.cast import MONDAY, Cast

PRINTED = MONDAY - timedelta(hours=6)


@pytest.mark.parametrize(
    "url",
    [
        lambda meeting: reverse("meetings:detail", args=[meeting.pk]),
        lambda meeting: reverse("meetings:agenda", args=[meeting.pk]),
        lambda meeting: reverse("meetings:report", args=[meeting.pk, "html"]),
    ],
)
def test_every_page_of_a_meeting_prints_its_code(
    client: Client, cast: Cast, meeting: Meeting, url: Any
) -> None:
    client.force_login(cast.secretary)
    with travel(PRINTED, tick=False):
        mark = PrintMark.of(meeting, clock.now())
        answer = client.get(url(meeting)).content.decode()
    assert (mark.code in answer, "Stand van ma 2 nov 2020, 09.00" in answer) == (True, True)
    assert mark.svg in answer


def test_a_word_file_carries_the_code_and_the_square(
    client: Client, cast: Cast, meeting: Meeting
) -> None:
    client.force_login(cast.secretary)
    with travel(PRINTED, tick=False):
        mark = PrintMark.of(meeting, clock.now())
        answer = client.get(reverse("meetings:report", args=[meeting.pk, "docx"]))
    held = ZipFile(io.BytesIO(answer.content))
    footer = next(held.read(name).decode() for name in held.namelist() if "footer" in name)
    assert (mark.code in footer, mark.address in footer) == (True, True)
    assert mark.png in [held.read(name) for name in held.namelist() if name.endswith(".png")]
