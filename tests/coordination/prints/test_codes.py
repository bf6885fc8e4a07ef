"""The code on a print: twelve signs that say of what, and when."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.prints.codes import SIGNS, Code, Mistyped, looks_like_code, read_code

KEY = UUID("7c0e8f5e-3d55-4c0e-9a3f-2b1f0f3f9d10")
AT = datetime(2020, 11, 1, 21, 50, 30, tzinfo=UTC)
CODE = Code.of(1, KEY, AT)


@given(
    kind=st.integers(0, 15),
    key=st.uuids(),
    seconds=st.integers(0, (1 << 30) - 1),
)
def test_every_code_is_read_back(kind: int, key: UUID, seconds: int) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    code = Code.of(kind, key, at)
    assert read_code(code.shown) == code
    assert code.at == at
    assert code.keys[0] <= key <= code.keys[1]


def test_a_code_is_three_groups_of_four() -> None:
    assert [len(group) for group in CODE.shown.split("-")] == [4, 4, 4]


@pytest.mark.parametrize("typed", ["{}", " {} ", "{}."])
def test_case_spaces_and_dashes_do_not_matter(typed: str) -> None:
    assert read_code(typed.format(CODE.shown.lower().replace("-", " "))) == CODE
    assert read_code(CODE.plain) == CODE


def test_a_letter_that_looks_like_a_digit_is_read_as_one() -> None:
    code = next(
        code for code in (Code.of(0, uuid4(), AT) for _n in range(200)) if "0" in code.plain[1:]
    )
    assert read_code(code.plain.replace("0", "O").replace("1", "l")) == code


def test_one_wrong_sign_is_noticed_wherever_it_stands() -> None:
    for place, right in enumerate(CODE.plain):
        for sign in SIGNS.replace(right, ""):
            with pytest.raises(Mistyped):
                read_code(CODE.plain[:place] + sign + CODE.plain[place + 1 :])


def test_two_signs_that_changed_places_are_noticed() -> None:
    plain = CODE.plain
    for place in range(len(plain) - 1):
        first, second = plain[place], plain[place + 1]
        if first != second:
            with pytest.raises(Mistyped):
                read_code(plain[:place] + second + first + plain[place + 2 :])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("K7PM", "Een code heeft twaalf letters en cijfers, in drie groepen van vier."),
        ("", "Een code heeft twaalf letters en cijfers, in drie groepen van vier."),
        ("U" * 12, "“U” staat in geen enkele code. Vergelijk de code met het papier."),
        ("é" * 12, "“É” staat in geen enkele code. Vergelijk de code met het papier."),
    ],
)
def test_what_cannot_be_a_code_is_refused_with_what_to_do(typed: str, sentence: str) -> None:
    with pytest.raises(Mistyped) as refused:
        read_code(typed)
    assert str(refused.value.sentence) == sentence


def test_part_of_a_second_counts_as_the_next_so_that_a_deed_just_before_is_on_the_print() -> None:
    assert Code.of(1, KEY, AT + timedelta(milliseconds=1)).at == AT + timedelta(seconds=1)


@pytest.mark.parametrize(
    ("typed", "is_one"),
    [
        (CODE.shown, True),
        (CODE.plain.lower(), True),
        ("MLT3-2020-13", False),
        ("vergadering", False),
        ("ABCD-EFGH-JKMN", False),
        ("2020-0042", False),
    ],
)
def test_what_looks_like_a_code_in_a_search_box(typed: str, is_one: bool) -> None:
    assert looks_like_code(typed) is is_one
