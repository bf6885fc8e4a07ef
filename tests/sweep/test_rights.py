"""Every address x method x role x whose object, against the table of rights.

What is expected follows from three things only: the level of the role in the table, whether the
object is hers to see, and whether it is her own dossier.

- nobody signed in: to the login page, or 401 to a part of a page;
- a role that does not reach the action: 403;
- an object she may not see, or that is gone: 404, and not a word more;
- an address that does not read or does not write: 405;
- her own dossier, or a role that reaches everywhere: it succeeds;
- somebody else's that she may see: it can be read; a deed is refused and changes nothing.

What is hers is asked for as a page; what her role or the place refuses her as a part of one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import pytest
from django.test import Client
from django.urls import reverse

from coordination.people.models import Role
from coordination.people.rights import TABLE, Level

from .registry import EXEMPT, ROWS
from .routes import Door, doors
from .rows import Case, Row, by_operator
from .scenes import Where
from .visits import Answer, ask, client_of, send, undone
from .world import World

pytestmark = pytest.mark.embedded

READ = frozenset({"audit_auditevent", "audit_audithead"})
"""Reading what is classified leaves a trace, in a stream of its own."""

PART_ONLY = {"audit.read"}
"""Reading that wants a part in the dossier, also where everybody may read the dossier."""

Clients = dict[Role | None, Client]


@pytest.fixture(scope="package")
def clients(built: World) -> Clients:
    return {None: client_of(None)} | {
        role: client_of(user) for role, user in built.visitors.items()
    }


def test_every_address_has_a_row() -> None:
    known = ROWS.keys() | EXEMPT.keys()
    assert (doors().keys() - known, known - doors().keys()) == (set(), set())


def test_every_view_names_the_right_it_asks_for() -> None:
    assert {key for key, door in doors().items() if door.action not in TABLE} == EXEMPT.keys()


@pytest.mark.parametrize("name", sorted(ROWS))
def test_everybody_gets_what_the_table_says(name: str, world: World, clients: Clients) -> None:
    assert "\n".join(surprises(name, world, clients)) == ""


def surprises(name: str, world: World, clients: Clients) -> Iterator[str]:
    """The cells of one address whose answer is another than the table's."""
    with undone():
        gone = ROWS[name].address(Case(world, Where.GONE, Role.POLICY_OFFICER))
    for cell in cells(name, world):
        with undone():
            answer = visit(cell, clients, gone)
        wrong = compare(cell, answer)
        if wrong:
            where = f"{cell.method} {cell.role or 'nobody'} at {cell.case.where.value}"
            yield f"{where}: {answer.status}, {wrong} {answer.complaint}"


@dataclass(frozen=True)
class Cell:
    """One question: may this role (or nobody) do this with this address there?"""

    door: Door
    row: Row
    case: Case
    role: Role | None
    method: str

    @property
    def supported(self) -> bool:
        return self.row.get if self.method == "get" else self.row.post is not None

    @property
    def level(self) -> Level:
        return TABLE[self.door.action].levels[self.case.role]

    @property
    def needs_object(self) -> bool:
        """Who is nobody, or does not reach it, is refused before any object."""
        return (
            self.case.where is not Where.GONE
            and self.role is not None
            and self.level is not Level.NO
        )

    @property
    def gate(self) -> Level:
        """How far her role reaches in the deed itself."""
        narrower = self.row.gate if self.method == "post" else ""
        return TABLE[narrower or self.door.action].levels[self.case.role]

    @property
    def by_part(self) -> bool:
        """Whether what is there differs by her part: not what is gone, nor a deed on another's."""
        deed = self.case.where is Where.FOREIGN and self.method != "get"
        return not deed and self.case.where in {Where.FOREIGN, Where.OTHER}

    @property
    def expected(self) -> object:
        """What her answer follows from."""
        seen = self.row.seen(self.case.role, self.case.where)
        return self.level, self.gate, self.hers, seen

    @property
    def hers(self) -> bool:
        if self.case.role in self.row.short:
            return False
        everywhere = self.gate in {Level.YES, Level.SECOND} or self.row.seen is by_operator
        return self.case.where is Where.OWN or everywhere


def cells(name: str, world: World) -> Iterator[Cell]:
    """All that can differ."""
    row, door = ROWS[name], doors()[name]
    for where in row.places():
        for method in door.methods:
            own = [
                Cell(door, row, Case(world, where, role or Role.POLICY_OFFICER), role, method)
                for role in (None, *Role)
            ]
            yield from own if where is Where.OWN else elsewhere(own)


def elsewhere(own: list[Cell]) -> Iterator[Cell]:
    """Who comes as far as an object; where nobody's part makes a difference, one of all who are
    told the same: another at each address."""
    alike: dict[object, list[Cell]] = {}
    for cell in own:
        if cell.role and cell.supported and cell.level is not Level.NO:
            alike.setdefault(cell.role if cell.by_part else cell.expected, []).append(cell)
    for same in alike.values():
        yield same[crc32(f"{same[0].door.name} {same[0].method}".encode()) % len(same)]


def visit(cell: Cell, clients: Clients, gone: dict[str, Any]) -> Answer:
    """One request; only where the deed can succeed its object is brought into its state.

    `gone` is an address of the same kind where nothing is.
    """
    row, case = cell.row, cell.case
    post = row.post if cell.method != "get" else None
    if row.before and post and cell.needs_object and case.where in {Where.OWN, Where.FOREIGN}:
        row.before(case)
    url = reverse(cell.door.name, kwargs=row.address(case) if cell.needs_object else gone)
    data = post(case) if post else None
    if cell.door.is_api:
        return send(clients[cell.role], cell.method, url, data)
    whole = case.where is Where.OWN and cell.level is not Level.NO
    part = {} if whole else {"HTTP_HX_REQUEST": "true"}
    return ask(clients[cell.role], cell.method, url, data, **part)


def compare(cell: Cell, answer: Answer) -> str:
    """Why the answer is wrong; empty when it is right."""
    if not answer.went_well and answer.tables:
        return f"refused, and yet changed {answer.tables}"
    if cell.role is None:
        return "" if answer.to_login or answer.status == 401 else "wants a login"
    if not cell.supported:
        return "" if answer.status in {403, 405} else "wants 405"
    if cell.level is Level.NO:
        return "" if answer.status == 403 else "wants 403"
    if not cell.row.seen(cell.case.role, cell.case.where):
        return "" if answer.status == 404 else "wants 404"
    if cell.gate is Level.NO:
        return "" if answer.status == 403 else "wants 403"
    return _reading(cell, answer) if cell.method == "get" else _writing(cell, answer)


def _reading(cell: Cell, answer: Answer) -> str:
    if answer.tables - READ:
        return f"reading changed {answer.tables}"
    open_to_all = cell.door.action.endswith(".read") and cell.door.action not in PART_ONLY
    may_refuse = not cell.hers and not open_to_all and answer.status == 403
    return "" if answer.went_well or may_refuse else "wants the page"


def _writing(cell: Cell, answer: Answer) -> str:
    if cell.hers:
        return "" if answer.went_well else "wants success"
    if cell.row.eventless and not answer.tables:
        return ""
    return "" if answer.status in {403, 404, 422} else "wants a refusal"
