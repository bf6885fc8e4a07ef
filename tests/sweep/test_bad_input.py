"""Every field of every form and operation, each with everything that can be wrong in it.

Whatever is typed: never a 500, a sentence that says what is wrong, nothing changed, and what
else was typed still on the page.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django import forms
from django.test import Client

from .bad import HTML, SURROGATE, Bad, everything_bad
from .deeds import Deed, deeds
from .visits import Answer, ask, undone
from .world import World

pytestmark = pytest.mark.once

SENTENCE = re.compile(r'role="alert"|class="field-error|class="conflict|error-title')
"""Where a page says what is wrong."""

DEEDS = list(deeds())
PAGES = [deed for deed in DEEDS if not deed.door.is_api]


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.key)
def test_bad_input_gets_a_sentence_and_changes_nothing(deed: Deed, world: World) -> None:
    assert "\n".join(surprises(deed, world)) == ""


def surprises(deed: Deed, world: World) -> Iterator[str]:
    client = deed.client(world)
    url, data = deed.prepare(world)
    for bad in everything_bad(data, deed.case(world), deed.row.loose):
        with undone():
            answer = deed.send(client, url, sendable(deed, bad.put_into(data)))
            wrong = compare(deed, data, bad, answer, client)
        if wrong:
            yield f"{bad.name}, {bad.what}: {answer.status}, {wrong} {answer.complaint[:200]}"


def compare(deed: Deed, data: dict[str, Any], bad: Bad, answer: Answer, client: Client) -> str:
    """Why the answer is wrong; empty when it is right."""
    if answer.status >= 500:
        return "failed"
    if answer.went_well and answer.roots:
        if bad.must_fail:
            return "was accepted"
        return "runs as code" if bad.what == "HTML" and runs(client, answer) else ""
    if answer.tables or answer.roots:
        return f"refused, and yet changed {answer.tables}"
    if deed.door.is_api:
        return "" if is_problem(answer) or answer.went_well else "no problem+json"
    if answer.status >= 400 and not SENTENCE.search(answer.content.decode()):
        return "says nothing"
    if HTML.encode() in answer.content:
        return "runs as code"
    gone = [text for text in typed(data, bad) if text not in unescape(answer.content.decode())]
    return f"lost {gone}" if gone and answer.status not in {302, 404} else ""


def typed(data: dict[str, Any], bad: Bad) -> list[str]:
    """The texts of the other fields."""
    return [
        value
        for key, value in data.items()
        if key != bad.path[0] and isinstance(value, str) and len(value) > 20
    ]


def sendable(deed: Deed, data: dict[str, Any]) -> dict[str, Any]:
    """A browser sends bytes; in JSON half a character is an escape."""
    if deed.door.is_api and not any(hasattr(value, "read") for value in data.values()):
        return data
    return {key: _bytes(value) for key, value in data.items()}


def _bytes(value: Any) -> Any:
    if isinstance(value, list):
        return [_bytes(one) for one in value]
    return value.encode(errors="surrogatepass") if value == SURROGATE else value


def runs(client: Client, answer: Answer) -> bool:
    """The page one lands on shows it as a tag."""
    where = answer.response.get("Location", "")
    return bool(where) and HTML.encode() in ask(client, "get", where).content


def is_problem(answer: Answer) -> bool:
    kind = answer.response.get("Content-Type", "")
    return bool(kind == "application/problem+json" and answer.response.json()["detail"])


@pytest.mark.parametrize("deed", PAGES, ids=lambda deed: deed.key)
def test_a_form_without_its_token_changes_nothing(deed: Deed, world: World) -> None:
    url, data = deed.prepare(world)
    answer = deed.send(deed.client(world, enforce_csrf_checks=True), url, data)
    page = unescape(answer.content.decode())
    assert (answer.status, answer.roots, answer.tables) == (403, [], set())
    assert [text for text in data.values() if _long(text) and text not in page] == []


def _long(value: Any) -> bool:
    return isinstance(value, str) and len(value) > 20


@pytest.mark.parametrize("deed", [d for d in PAGES if d.row.get], ids=lambda deed: deed.key)
def test_no_field_of_a_form_is_left_out(deed: Deed, world: World) -> None:
    """A field that is added later is tried too, once the payload of its address has it."""
    url, data = deed.prepare(world)
    context = ask(deed.client(world), "get", url).response.context or {}
    fields = getattr(context.get("form"), "fields", {})
    untyped = {name for name, field in fields.items() if isinstance(field, forms.BooleanField)}
    assert fields.keys() - untyped - deed.row.loose - data.keys() == set()
