"""No form opens for somebody who may not send it: she is refused before she types.

A page that also shows may open for her, without the form.
"""

from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from django.urls import reverse

from coordination.people.models import Role
from coordination.people.rights import Level

from .registry import ROWS
from .routes import doors
from .rows import Case
from .test_rights import Cell
from .visits import ask, client_of, undone
from .world import World

pytestmark = pytest.mark.once

FORMS = sorted(
    key for key, row in ROWS.items() if row.get and row.post and not key.startswith("api:")
)


@pytest.mark.parametrize("name", FORMS)
def test_a_form_opens_for_nobody_who_may_not_send_it(name: str, world: World) -> None:
    assert "\n".join(opened_in_vain(name, world)) == ""


def opened_in_vain(name: str, world: World) -> Iterator[str]:
    """Who gets the form of this address where she may not send it.

    Whose it is to send, the table says; that she can is asked beside this.
    """
    row, door = ROWS[name], doors()[name]
    for where in row.places():
        for role in Role:
            cell = Cell(door, row, Case(world, where, role), role, "post")
            reaches = cell.needs_object and row.seen(role, where)
            hers = cell.hers and cell.gate is not Level.NO
            if reaches and not hers and opens_in_vain(cell):
                yield f"{role.value} at {where.value}"


def opens_in_vain(cell: Cell) -> bool:
    row, case = cell.row, cell.case
    assert row.post
    with undone():
        if row.before:
            row.before(case)
        url = reverse(cell.door.name, kwargs=row.address(case))
        client = client_of(case.user)
        page = ask(client, "get", url)
        if not page.went_well or url not in targets(page.content.decode(errors="replace"), url):
            return False
        return ask(client, "post", url, row.post(case)).status in {403, 404}


def targets(html: str, own: str) -> set[str]:
    """Where the forms of a page are sent, that page itself being at `own`."""
    reader = Forms(own)
    reader.feed(html)
    return reader.to


class Forms(HTMLParser):
    def __init__(self, own: str) -> None:
        super().__init__()
        self.own = own
        self.to: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        if tag == "form" and said.get("method") == "post":
            self.to.add(said.get("action") or self.own)
