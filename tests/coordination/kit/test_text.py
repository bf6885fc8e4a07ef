import pytest

from coordination.kit.text import refuse_unsafe


@pytest.mark.parametrize(
    "text",
    ["", "Cijfers vóór vrijdag", "a\tb\r\nc", "😊 café <script>", "x" * 4_000, "\u00a0\u200b"],
)
def test_ordinary_text_is_kept(text: str) -> None:
    assert refuse_unsafe(text) == []


@pytest.mark.parametrize(
    "text",
    ["a\0b", "a\ud800b", "a\u202eb", "a\u2066b\u2069", "a\x07b", "a\x9fb", "x" * 4_001],
)
def test_unsafe_text_is_refused_with_one_sentence(text: str) -> None:
    [problem] = refuse_unsafe(text)
    assert str(problem)


def test_each_reason_is_named() -> None:
    assert len(refuse_unsafe("\0\ud800\u202e\x07" * 2, longest=3)) == 5


def test_the_length_may_be_left_to_the_caller() -> None:
    assert refuse_unsafe("x" * 10_000, longest=None) == []
