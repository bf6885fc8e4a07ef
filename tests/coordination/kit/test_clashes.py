"""What stands there now and what was typed are shown as a person reads them."""

import datetime as dt
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from coordination.kit.forms import TermField, clashes, moment_field

DAY, MOMENT = dt.date(2026, 12, 15), dt.datetime(2026, 12, 15, 13, 5, tzinfo=dt.UTC)


class Sheet(forms.Form):
    day = forms.DateField(label="Dag")
    moment = moment_field(label="Moment")
    hour = forms.TimeField(label="Uur")
    term = TermField(label="Termijn")


def shown(theirs: dict[str, Any], typed: dict[str, str]) -> dict[str, tuple[Any, Any]]:
    form = Sheet(typed)
    return {label: (there, hers) for label, there, hers in clashes(form, theirs)}


@pytest.mark.parametrize(
    ("language", "day", "moment", "hour", "term"),
    [
        ("nl", "15 december 2026", "dinsdag 15 december 2026, 14.05", "14.05", "15 december 2026"),
        ("en", "15 December 2026", "Tuesday 15 December 2026, 14:05", "14:05", "15 December 2026"),
    ],
)
def test_days_and_moments_are_told_the_way_of_the_language(
    language: str, day: str, moment: str, hour: str, term: str
) -> None:
    theirs = {"day": DAY, "moment": MOMENT, "hour": dt.time(14, 5), "term": "15-12-2026"}
    typed = {"day": "2026-12-16", "moment": "2026-12-16T09:30", "hour": "9:30", "term": "1-2-2027"}
    with override(language):
        found = shown(theirs, typed)
    assert {label: there for label, (there, _hers) in found.items()} == {
        "Dag": day,
        "Moment": moment,
        "Uur": hour,
        "Termijn": term,
    }
    typed_then = [hers for _there, hers in found.values()]
    assert (
        typed_then
        == {
            "nl": [
                "16 december 2026",
                "woensdag 16 december 2026, 09.30",
                "09.30",
                "1 februari 2027",
            ],
            "en": [
                "16 December 2026",
                "Wednesday 16 December 2026, 09:30",
                "09:30",
                "1 February 2027",
            ],
        }[language]
    )


def test_what_is_no_date_stands_as_it_was_typed() -> None:
    typed = {"day": "morgen", "moment": "straks", "hour": "laat", "term": "nov/dec"}
    theirs = {"day": None, "moment": None, "hour": None, "term": "31-02-2026"}
    found = shown(theirs, typed)
    assert [hers for _there, hers in found.values()] == ["morgen", "straks", "laat", "nov/dec"]
    assert found["Termijn"][0] == "31-02-2026"


def test_a_term_with_its_hour_is_told_with_it() -> None:
    found = shown({"term": "2-11-2020 14:00"}, {"term": "begin nov"})
    assert found == {"Termijn": ("2 november 2020, 14.00", "begin nov")}
