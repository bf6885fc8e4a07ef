"""The request for the sheets stands in the example, with one reply that is practice text."""

from datetime import UTC, date, datetime

import pytest

from coordination.contributions.models import Contribution, Reply
from coordination.example.services import load_example

NOW = datetime(2020, 11, 4, 9, 0, tzinfo=UTC)


@pytest.mark.django_db
def test_the_sheets_are_asked_once_however_often_it_is_loaded() -> None:
    for _time in range(2):
        load_example(at=NOW, today=date(2020, 11, 4), on=date(2020, 11, 2))
    asked = Contribution.objects.get()
    assert asked.closes_at.isoformat() == "2020-11-04T17:30:00+01:00"
    assert "stap 3 en stap 4" in asked.question
    replies = [(reply.organisation.code, reply.text[:10]) for reply in Reply.objects.all()]
    assert replies == [("VWS", "Oefentekst")]
