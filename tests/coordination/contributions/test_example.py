"""The requests of the example stand as its sources have them, with replies in practice text."""

from datetime import date

from coordination.contributions.models import Contribution
from coordination.contributions.queries.answers import count_parts
from coordination.example.services import load_example
from tests.example import NOW


def test_the_sheets_are_asked_once_however_often_it_is_loaded(loaded: None) -> None:
    load_example(at=NOW, today=date(2020, 11, 4), on=date(2020, 11, 2))
    asked = Contribution.objects.filter(action_point__body__code__in=["MLT3", "LT2"])
    sheets, variables = asked.order_by("-action_point__body__code")
    assert sheets.closes_at.isoformat() == "2020-11-04T17:30:00+01:00"
    assert "stap 3 en stap 4" in sheets.question
    assert codes(sheets) == ["BZK", "OCW", "SCP", "SZW", "VWS"]
    assert replied(sheets) == ["VWS"]
    assert codes(variables) == ["BZ", "BZK", "DEF", "EZK", "LNV", "SZW", "VNG"]
    assert replied(variables) == ["BZK", "SZW", "VNG"]
    assert count_parts(variables.action_point.parts.all()) == (3, 7)


def codes(asked: Contribution) -> list[str]:
    return sorted(asked.action_point.parts.values_list("organisation__code", flat=True))


def replied(asked: Contribution) -> list[str]:
    """By whom; what they replied is practice text."""
    rows = asked.replies.filter(text__startswith="Oefentekst")
    return sorted(rows.values_list("organisation__code", flat=True))
