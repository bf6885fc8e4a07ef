"""A row is drawn once for what it says, in each language, and anew while templates are written."""

from typing import Any, NamedTuple

import pytest
from django.utils import translation

from coordination.kit import drawn
from coordination.kit.drawn import Drawn


class Facts(NamedTuple):
    title: str


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a template was asked to draw."""
    found: list[Any] = []

    def render(template: str, context: dict[str, Any]) -> str:
        found.append((template, context))
        return f"{context['row'].title} {translation.get_language()}"

    monkeypatch.setattr(drawn, "render_to_string", render)
    return found


def test_a_row_is_kept_by_what_it_says_and_by_language(asked: list[Any]) -> None:
    row = Drawn("row.html")
    assert [row(Facts("a")), row(Facts("a")), row(Facts("b"))] == ["a nl", "a nl", "b nl"]
    assert asked == [("row.html", {"row": Facts("a")}), ("row.html", {"row": Facts("b")})]
    with translation.override("en"):
        assert row(Facts("a")) == "a en"


def test_nothing_is_kept_while_templates_are_written(asked: list[Any], settings: Any) -> None:
    settings.DEBUG = True
    row = Drawn("row.html")
    row(Facts("a"))
    row(Facts("a"))
    assert len(asked) == 2
