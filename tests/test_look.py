"""The look as a law: strict content policy, one vocabulary of classes, small files."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).parent.parent
SHEETS = sorted((ROOT / "static/css").glob("*.css"))
COMPUTED = "\0"
SCRIPTS = sorted((ROOT / "static/js").glob("*.js"))


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*.html")):
        yield str(path.relative_to(ROOT)), path.read_text()


def flat(text: str) -> str:
    """Tags become spaces; what is computed becomes a mark inside its word."""
    return re.sub(r"{{.*?}}", COMPUTED, re.sub(r"{%.*?%}", " ", text, flags=re.DOTALL))


def test_no_template_holds_a_style_a_script_or_a_handler() -> None:
    forbidden = re.compile(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=|hx-on|javascript:")
    found = {name: forbidden.findall(text) for name, text in templates()}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_no_template_asks_another_server_for_anything() -> None:
    found = [name for name, text in templates() if re.search(r'(?:src|href)="(?:https?:)?//', text)]
    assert found == []


def test_every_class_of_a_template_is_drawn_by_a_sheet() -> None:
    drawn = set(re.findall(r"\.([a-z][\w-]*)", "".join(sheet.read_text() for sheet in SHEETS)))
    unknown = {
        f"{name}: {word}"
        for name, text in templates()
        for words in re.findall(r'\sclass="([^"]*)"', flat(text))
        for word in words.split()
        if word not in drawn and COMPUTED not in word
    }
    assert sorted(unknown) == []


def test_no_template_has_a_way_of_its_own_to_write_a_time() -> None:
    """In Dutch it is 15.00: what a machine reads has its T or its seconds."""
    own = re.compile(r"""\|(?:date|time):(?:"[^"]*H[:.]i(?!:s)[^"]*"|'[^']*H[:.]i[^']*')""")
    found = {
        name: [one for one in own.findall(text) if "T" not in one] for name, text in templates()
    }
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_what_leaves_a_form_without_a_deed_looks_the_same_in_each() -> None:
    away = re.compile(r'<a class="([^"]*)"[^>]*>{% translate "(?:Cancel|Back)" %}')
    classes = {
        shade
        for _name, text in templates()
        for line in text.splitlines()
        if "form-actions" in line
        for shade in away.findall(re.sub(r"{{.*?}}|{%(?! translate).*?%}", "", line))
    }
    assert classes == {"button"}


def test_every_colour_is_a_token() -> None:
    number = re.compile(r"#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(", re.IGNORECASE)
    allowed = {
        "tokens.css",
        "print.css",  # margin boxes of a page know no tokens
    }
    found = {s.name: number.findall(s.read_text()) for s in SHEETS if s.name not in allowed}
    assert {name: hits for name, hits in found.items() if hits} == {}


def test_every_token_that_is_used_exists() -> None:
    sheets = "".join(sheet.read_text() for sheet in SHEETS)
    known = set(re.findall(r"(--[\w-]+):", sheets))
    assert set(re.findall(r"var\((--[\w-]+)", sheets)) - known == set()


def test_sheets_and_scripts_stay_small() -> None:
    lengths = {path.name: len(path.read_text().splitlines()) for path in [*SHEETS, *SCRIPTS]}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_the_page_asks_for_fewer_than_fourteen_sheets() -> None:
    head = (ROOT / "templates/_head.html").read_text()
    assert head.count('rel="stylesheet"') == len(SHEETS) + 1  # and the fonts
    assert head.count('rel="stylesheet"') < 14


def test_every_word_a_script_says_stands_in_the_page() -> None:
    spoken = re.findall(r'word\("([\w-]+)"\)', "".join(s.read_text() for s in SCRIPTS))
    given = re.findall(r'data-word="([\w-]+)"', (ROOT / "templates/_words.html").read_text())
    assert sorted(set(spoken) - set(given)) == []
