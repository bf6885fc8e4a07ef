"""Every address x method x role x whose object, against the table of rights.

What is expected follows from three things only: the level of the role in the table, whether the
object is hers to see, and whether it is her own dossier.

- nobody signed in: to the login page;
- a role that does not reach the action: 403;
- an object she may not see, or that is gone: 404, and not a word more;
- an address that does not read or does not write: 405;
- her own dossier, or a role that reaches everywhere: it succeeds;
- somebody else's that she may see: it can be read; a deed is refused and changes nothing.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from coordination.people.models import Role
from coordination.people.rights import TABLE, Level

from .registry import EXEMPT, ROWS
from .routes import routes
from .rows import Case, Row
from .visits import Answer, ask, client_of, undone
from .world import Where, World

READ = frozenset({"audit_auditevent", "audit_audithead"})
"""Reading what is classified leaves a trace, in a stream of its own."""

Clients = dict[Role | None, Client]


@pytest.fixture(scope="package")
def clients(built: World) -> Clients:
    return {None: client_of(None)} | {
        role: client_of(user) for role, user in built.visitors.items()
    }


def test_every_address_has_a_row() -> None:
    pages = {name for name, route in routes().items() if not route.operations}
    known = ROWS.keys() | EXEMPT.keys()
    assert (pages - known, known - pages) == (set(), set())


def test_every_view_names_the_right_it_asks_for() -> None:
    silent = {
        name
        for name, route in routes().items()
        if name in ROWS and getattr(route.view, "action", None) not in TABLE
    }
    assert silent == set()


@pytest.mark.parametrize("name", sorted(ROWS))
def test_everybody_gets_what_the_table_says(name: str, world: World, clients: Clients) -> None:
    assert "\n".join(surprises(name, world, clients)) == ""


def surprises(name: str, world: World, clients: Clients) -> Iterator[str]:
    """The cells of one address whose answer is another than the table's."""
    row, action = ROWS[name], routes()[name].view.action
    for where in row.places():
        for role, client in clients.items():
            for method in ("get", "post"):
                case = Case(world, where, role or Role.POLICY_OFFICER)
                with undone():
                    answer = visit(name, row, case, client, method)
                wrong = compare(row, action, case, method, answer, nobody=role is None)
                if wrong:
                    cell = f"{method} {role or 'nobody'} at {where.value}"
                    yield f"{cell}: {answer.status}, {wrong} {answer.complaint}"


def visit(name: str, row: Row, case: Case, client: Client, method: str) -> Answer:
    """One request; only where the deed can succeed its object is brought into its state."""
    post = row.post if method == "post" else None
    if row.before and post and case.where in {Where.OWN, Where.FOREIGN}:
        row.before(case)
    url = reverse(name, kwargs=row.address(case))
    return ask(client, method, url, post(case) if post else None)


def compare(
    row: Row, action: str, case: Case, method: str, answer: Answer, *, nobody: bool
) -> str:
    """Why the answer is wrong; empty when it is right."""
    level = TABLE[action].levels[case.role]
    if method == "post" and row.gate:
        level = min(level, TABLE[row.gate].levels[case.role], key=list(Level).index)
    supported = row.get if method == "get" else row.post is not None
    if not answer.went_well and answer.tables:
        return f"refused, and yet changed {answer.tables}"
    if nobody:
        return "" if answer.to_login else "wants a login"
    if not supported:
        return "" if answer.status in {403, 405} else "wants 405"
    if level is Level.NO:
        return "" if answer.status == 403 else "wants 403"
    if not row.seen(case.role, case.where):
        return "" if answer.status == 404 else "wants 404"
    return _visible(row, action, level, case, method, answer)


def _visible(
    row: Row, action: str, level: Level, case: Case, method: str, answer: Answer
) -> str:
    hers = case.where is Where.OWN or level is Level.YES
    if method == "get":
        if answer.tables - READ:
            return f"reading changed {answer.tables}"
        fine = answer.went_well or (not hers and not action.endswith(".read") and answer.status == 403)
        return "" if fine else "wants the page"
    if hers:
        return "" if answer.went_well else "wants success"
    return "" if answer.status in {403, 404, 422} else "wants a refusal"
