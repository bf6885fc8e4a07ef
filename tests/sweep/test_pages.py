"""Every page as it is sent: its headers, no code of its own, and not a word left in English."""

import re
from collections.abc import Iterator
from functools import cache
from html import unescape
from html.parser import HTMLParser

import pytest
from babel.messages.catalog import Message
from django.conf import settings
from django.urls import reverse

from coordination.kit.messages.catalogue import read_catalogue
from coordination.people.models import Role
from coordination.people.rights import TABLE, Level

from .deeds import FIRST
from .registry import ROWS
from .routes import doors
from .rows import Case
from .scenes import Where
from .visits import Answer, ask, client_of
from .world import World

pytestmark = pytest.mark.once

PAGES = sorted(key for key in ROWS if ROWS[key].get and not key.startswith("api:"))
INLINE = re.compile(
    rb"<style|\sstyle=|\son[a-z]+=[\"']|<script(?![^>]*\b(?:src|type=.application/json))"
)
ITSELF = {"English"}
"""The switch to another language is written in that language."""

SCRIPTS = {
    " data-chooser=": "js/chooser.js",
    " data-readback": "js/readback.js",
    " data-autosave": "js/autosave.js",
    " data-quickadd": "js/quickadd.js",
    " data-copy": "js/copy.js",
}

UNSEEN = {"script", "style", "template", "svg", "option", "noscript"}
PLACE = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="package")
def asked() -> dict[str, Answer]:
    """The pages that were asked for already: who asks again gets the same answer."""
    return {}


@pytest.fixture
def page(request: pytest.FixtureRequest, world: World, asked: dict[str, Answer]) -> Answer:
    """One page of the visitor's own dossier, for the first role that reaches it."""
    if request.param not in asked:
        asked[request.param] = ask_as_first(request.param, world)
    return asked[request.param]


def ask_as_first(key: str, world: World) -> Answer:
    row, door = ROWS[key], doors()[key]
    levels = TABLE[door.action].levels
    reach = (role for role in (*FIRST, Role.DUTY_OFFICER) if levels[role] is not Level.NO)
    case = Case(world, Where.OWN, next(role for role in reach if role not in row.short))
    if row.before:
        row.before(case)
    url = reverse(door.name, kwargs=row.address(case))
    return ask(client_of(case.user), "get", url)


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_a_page_is_kept_nowhere_and_runs_nothing(page: Answer) -> None:
    headers = page.response.headers
    assert page.went_well
    assert "no-store" in headers["Cache-Control"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    if headers.get("Content-Type", "").startswith("text/html"):
        assert INLINE.findall(page.content) == []


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_a_dutch_page_holds_no_english(page: Answer) -> None:
    if page.response.get("Content-Type", "").startswith("text/html"):
        assert sorted(english_in(page.content.decode())) == []


def english_in(html: str) -> Iterator[str]:
    """The texts of the page that are a key of the catalogue with other words in Dutch."""
    reader = Texts()
    reader.feed(html)
    exact, patterns = english()
    for text in reader.texts:
        if text in exact or any(pattern.fullmatch(text) for pattern in patterns):
            yield text


@cache
def english() -> tuple[set[str], list[re.Pattern[str]]]:
    """Keys that read otherwise in Dutch: as they are, and those with places as patterns."""
    keys = [key for message in read_catalogue(settings.BASE_DIR) for key in _keys(message)]
    patterns = [
        re.compile(".+".join(map(re.escape, PLACE.split(key)))) for key in keys if "%(" in key
    ]
    return {key for key in keys if "%(" not in key}, patterns


def _keys(message: Message) -> Iterator[str]:
    ids = message.id if isinstance(message.id, (list, tuple)) else [message.id]
    said = message.string if isinstance(message.string, (list, tuple)) else [message.string]
    dutch = {str(one).casefold() for one in said}
    for one in ids:
        words = re.sub(PLACE, "", str(one))
        enough = len(words) > (8 if words != one else 3)
        if enough and str(one).casefold() not in dutch and one not in ITSELF:
            yield " ".join(str(one).split())


class Texts(HTMLParser):
    """What one reads on a page: its texts, and the words said for what has none."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.inside.append(tag)
        for name, value in attrs:
            if name in {"aria-label", "title", "placeholder", "alt"} and value:
                self.texts.add(" ".join(unescape(value).split()))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside and data.strip():
            self.texts.add(" ".join(data.split()))


@pytest.mark.parametrize("page", PAGES, indirect=True)
def test_a_page_loads_the_script_of_what_it_offers(page: Answer) -> None:
    """What is chosen, read back or kept while one types is dead where its script is not there."""
    here = page.content.decode(errors="replace")
    if page.response.get("Content-Type", "").startswith("text/html"):
        assert [js for mark, js in sorted(SCRIPTS.items()) if mark in here and js not in here] == []
