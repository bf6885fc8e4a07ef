"""Every field of every form and operation, each with everything that can be wrong in it.

Whatever is typed: never a 500, a sentence that says what is wrong, nothing changed, and what
else was typed still on the page.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest
from django import forms
from django.test import Client

from coordination.kit.middleware import NOT_TYPED

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
    url, data = deed.prepare(world)
    trial = Trial(deed, deed.client(world), url, data)
    for together in groups(everything_bad(data, deed.case(world), deed.row.loose)):
        yield from trial.hold(together)
    if deed.door.is_api and data.keys() - {"If-Match"}:
        yield from trial.hold([Bad(("named_by_nobody",), "no such field", "x", must_fail=True)])


def groups(all_bad: Iterable[Bad]) -> Iterator[list[Bad]]:
    """What is wrong in the same way goes into one form; NUL into two, to see in each what else
    was typed; no more than two texts of 1 MB, and a file by itself."""
    found: dict[str, list[Bad]] = {}
    for bad in all_bad:
        alone = hasattr(bad.value, "read")
        found.setdefault(f"{bad.what} {bad.name}" if alone else bad.what, []).append(bad)
    for what, group in found.items():
        most = 2 if what == "1 MB" else len(group)
        turns = (len(group) + most - 1) // most if what != "NUL" else min(2, len(group))
        yield from (group[turn::turns] for turn in range(turns))


@dataclass(frozen=True)
class Trial:
    """A right form, sent with wrong things in it, and each time taken back."""

    deed: Deed
    client: Client
    url: str
    data: dict[str, Any]

    def hold(self, group: list[Bad]) -> Iterator[str]:
        """All in one form as long as it names who is wrong; who it does not name, alone."""
        named = {bad.path for bad in group}
        while len(group) > 1 and named:
            answer, wrong = self.send(group)
            if wrong:
                yield f"{group[0].what} in {[bad.name for bad in group]}: {wrong}"
            passed = bool(answer.went_well and answer.roots)
            if passed and not any(bad.must_fail for bad in group):
                return
            accused = set() if passed else complaints(answer)
            named = {bad.path for bad in group if str(bad.path[0]) in accused}
            group = [bad for bad in group if bad.path not in named]
        for bad in group:
            answer, wrong = self.send([bad])
            if wrong or (bad.must_fail and answer.went_well and answer.roots):
                said = answer.complaint[:200]
                yield f"{bad.name}, {bad.what}: {answer.status}, {wrong or 'was accepted'} {said}"

    def send(self, group: list[Bad]) -> tuple[Answer, str]:
        data = self.data
        for bad in group:
            data = bad.put_into(data)
        with undone():
            answer = self.deed.send(self.client, self.url, sendable(self.deed, data))
            return answer, compare(self.deed, self.data, group, answer, self.client)


def complaints(answer: Answer) -> set[str]:
    """The fields of which the answer says that they are wrong."""
    if answer.response.get("Content-Type", "").endswith("json"):
        errors = answer.response.json().get("errors") or []
        return {error["pointer"].split("/")[1] for error in errors}
    form = (answer.response.context or {}).get("form")
    return set(form.errors) if form is not None else set()


def compare(
    deed: Deed, data: dict[str, Any], group: list[Bad], answer: Answer, client: Client
) -> str:
    """Why the answer is wrong; empty when it is right, or when all went well."""
    if answer.status >= 500:
        return "failed"
    if answer.went_well and answer.roots:
        return "runs as code" if group[0].what == "HTML" and runs(client, answer) else ""
    if answer.tables or answer.roots:
        return f"refused, and yet changed {answer.tables}"
    if deed.door.is_api:
        return "" if is_problem(answer) or answer.went_well else "no problem+json"
    if answer.status >= 400 and not SENTENCE.search(answer.content.decode()):
        return "says nothing"
    if HTML.encode() in answer.content:
        return "runs as code"
    page = unescape(answer.content.decode())
    gone = [text for text in typed(data, group) if text not in page]
    return f"lost {gone}" if gone and answer.status not in {302, 404} else ""


def typed(data: dict[str, Any], group: list[Bad]) -> list[str]:
    """The texts of the other fields."""
    return [
        value
        for key, value in data.items()
        if key not in {bad.path[0] for bad in group} and _long(value)
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
    """Typed, and long enough to miss; the key of what was chosen is neither."""
    return isinstance(value, str) and len(value) > 20 and not NOT_TYPED.fullmatch(value)


@pytest.mark.parametrize("deed", [d for d in PAGES if d.row.get], ids=lambda deed: deed.key)
def test_no_field_of_a_form_is_left_out(deed: Deed, world: World) -> None:
    """A field that is added later is tried too, once the payload of its address has it."""
    url, data = deed.prepare(world)
    context = ask(deed.client(world), "get", url).response.context or {}
    fields = getattr(context.get("form"), "fields", {})
    untyped = {name for name, field in fields.items() if isinstance(field, forms.BooleanField)}
    assert fields.keys() - untyped - deed.row.loose - data.keys() == set()
