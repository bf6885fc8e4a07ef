"""Whatever is typed, reading dates neither raises nor takes more than its length asks."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.kit.dates import Kind, read_due
from coordination.kit.dates.words import VOCABULARY

MONDAY = date(2020, 11, 2)
MEETING_DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
WORDS = st.sampled_from(sorted(" ".join(words) for words in VOCABULARY))
FIGURES = st.from_regex(r"[0-9]{1,4}([-/.:][0-9]{1,4}){0,2}(e|u| uur|pm)?", fullmatch=True)
SEPARATORS = st.sampled_from([" ", "  ", ", ", "/", "-", " - ", ". ", "\n", "\u00a0", ""])
MADE_UP = st.lists(st.tuples(st.one_of(WORDS, FIGURES), SEPARATORS), max_size=12)


@given(text=st.text(max_size=300), on=MEETING_DAYS)
def test_any_text_can_be_read(text: str, on: date) -> None:
    read_due(text, on=on)


@given(parts=MADE_UP, on=MEETING_DAYS)
def test_words_lie_in_the_text_and_follow_each_other(
    parts: list[tuple[str, str]], on: date
) -> None:
    text = "".join(word + separator for word, separator in parts)
    dues = read_due(text, on=on)
    for due in dues:
        assert text[due.start : due.end] == due.words != ""
        assert (due.on is None) == (due.kind in {Kind.UNRESOLVED, Kind.WRONG})
    spans = [(due.start, due.end) for due in dues]
    assert spans == sorted(spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))


def test_a_line_is_read_in_a_millisecond() -> None:
    line = "De sheets van stap 3 en stap 4 invullen en terugsturen @VWS uiterlijk woensdag 17u"
    read_due(line, on=MONDAY)
    fastest = min(seconds_for(line) for _ in range(20))
    assert fastest < 0.001


@pytest.mark.parametrize(
    "unit",
    [
        "voor ",
        "a",
        "1",
        "-",
        "1-",
        "12-11 ",
        "@",
        "(",
        "in de loop van ",
        "nov/",
        "over een ",
        "om ",
    ],
)
def test_reading_grows_with_the_length_and_no_faster(unit: str) -> None:
    short, long = unit * (20_000 // len(unit)), unit * (200_000 // len(unit))
    brief = max(min(seconds_for(short) for _ in range(2)), 0.001)
    assert seconds_for(long) < 40 * brief


def seconds_for(text: str) -> float:
    start = perf_counter()
    read_due(text, on=MONDAY)
    return perf_counter() - start
