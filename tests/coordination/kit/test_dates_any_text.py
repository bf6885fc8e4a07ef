"""Whatever is typed, reading dates neither raises nor takes more than its length asks."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

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
def test_a_long_text_is_read_to_its_end(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    assert all(0 <= due.start <= due.end <= len(text) for due in read_due(text, on=MONDAY))
