"""Whoever changes something leaves exactly one root event; who repeats a request leaves no other.

That a refused deed leaves none, and changes nothing, is asked in test_rights for every cell. There
each deed is done on SQLite too, and tests of the audit hold its chain on both.
"""

import pytest

from .deeds import Deed, deeds
from .registry import EXEMPT, ROWS
from .routes import doors
from .rows import Row
from .visits import Answer
from .world import World

pytestmark = pytest.mark.once

DEEDS = list(deeds())
RECORDED = [deed for deed in DEEDS if not deed.row.eventless]


def test_every_operation_that_changes_something_says_what_a_valid_one_sends() -> None:
    writing = {key for key, door in doors().items() if door.methods[-1] not in {"get", "post"}}
    operations = {key for key, door in doors().items() if door.is_api and "post" in door.methods}
    silent = {key for key in writing | operations if ROWS.get(key, Row()).post is None}
    assert silent - EXEMPT.keys() == set()


@pytest.mark.parametrize("deed", RECORDED, ids=lambda deed: deed.key)
def test_a_deed_leaves_one_event(deed: Deed, world: World) -> None:
    url, data = deed.prepare(world)
    answer = deed.send(deed.client(world), url, data)
    assert (answer.went_well, len(answer.roots)) == (True, 1), said(answer)


@pytest.mark.parametrize(
    "deed", [deed for deed in DEEDS if deed.row.eventless], ids=lambda deed: deed.key
)
def test_what_is_no_deed_leaves_no_event(deed: Deed, world: World) -> None:
    url, data = deed.prepare(world)
    answer = deed.send(deed.client(world), url, data)
    assert (answer.went_well, answer.roots) == (True, []), said(answer)


@pytest.mark.parametrize("deed", RECORDED, ids=lambda deed: deed.key)
def test_the_same_form_sent_twice_is_one_deed(deed: Deed, world: World) -> None:
    url, data = deed.prepare(world)
    client = deed.client(world)
    first, second = (
        deed.send(client, url, data, HTTP_IDEMPOTENCY_KEY="once") for _time in range(2)
    )
    assert (second.status, second.roots, second.tables) == (first.status, [], set()), said(second)


def said(answer: Answer) -> str:
    return f"{answer.status} {answer.roots} {answer.complaint}"
