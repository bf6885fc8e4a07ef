"""A change by the API that changes nothing leaves version and record alone."""

import pytest

from .deeds import Deed
from .registry import ROWS
from .visits import undone
from .world import World

pytestmark = pytest.mark.once

CHANGES = {key for key, row in ROWS.items() if key.endswith(" partial_update") and row.post}
EXEMPT = {
    "api:ladder-detail partial_update": "a draft is written whole; its levels are other rows then",
    "api:outside-calendar-detail partial_update": "refuses the name that it has",
    "api:saved-view-detail partial_update": "what is sent as shared is shown as its organisation",
}


@pytest.mark.parametrize("name", sorted(CHANGES - EXEMPT.keys()))
def test_what_stands_there_already_is_no_change(name: str, world: World) -> None:
    deed = Deed(name)
    with undone():
        url, sent = deed.prepare(world)
        client = deed.client(world)
        first = deed.send(client, url, sent)
        tag = first.response.get("ETag", "")
        version = {"If-Match": int(tag.strip('"'))} if tag else {}
        again = deed.send(client, url, sent | version)
    assert len(first.roots) == 1
    assert (again.status, again.roots, again.tables) == (200, [], set())
    assert again.response.get("ETag", "") == tag
    assert again.response.json() == first.response.json()
