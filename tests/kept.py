"""What many tests begin with is made once, and stands until a test begins otherwise.

`@kept` makes a fixture of a function that fills the database. What it made stays under a savepoint
for the tests after it that begin alike: each gets copies of its rows, and what a test itself
changes is rolled back as ever. A test that begins otherwise finds nothing of it.

Such a function asks for other kept fixtures only, and returns rows: no functions, which would hold
on to the rows of the first test. Its clock stands at MONDAY.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass
from inspect import Parameter, Signature, signature
from typing import Any, TypeVar, cast

import pytest
import time_machine
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation
from pytest_django.plugin import DjangoDbBlocker

from tests.moments import MONDAY

Make = Callable[..., Any]
Fixture = TypeVar("Fixture", bound=Make)


def kept(make: Fixture) -> Fixture:
    """The fixture of this name, made once for the tests in a row that begin alike."""
    below = list(signature(make).parameters)

    def fixture(**given: Any) -> Any:
        copies: dict[Make, Any] = given["stage"].copies
        return copies[make] if make in copies else make(**{name: given[name] for name in below})

    names = ("stage", "db", *below)
    asked = Signature([Parameter(name, Parameter.KEYWORD_ONLY) for name in names])
    fixture.__doc__ = make.__doc__
    vars(fixture).update(make=make, __signature__=asked)
    return cast("Fixture", pytest.fixture(name=make.__name__)(fixture))


@dataclass
class Layer:
    """What one function made, the savepoint under it, and what stood in memory before it.

    The database forgets what it did to rows of the layers below; their objects must too.
    """

    make: Make
    made: Any
    savepoint: transaction.Atomic
    before: list[Any]


class Stage:
    """The layers that stand now, each made on top of those before it."""

    def __init__(self) -> None:
        self.layers: list[Layer] = []
        self.copies: dict[Make, Any] = {}

    def set_up(self, wanted: list[Make]) -> None:
        """Let exactly these stand, in this order, and copy what they made."""
        alike = 0
        for layer, make in zip(self.layers, wanted, strict=False):
            if layer.make is not make:
                break
            alike += 1
        self._take_down_to(alike)
        for make in wanted[alike:]:
            self._put_on(make)
        # together, so that a row that two of them hold is one row in the copies too
        made = deepcopy([layer.made for layer in self.layers])
        self.copies = dict(zip(wanted, made, strict=True))

    def clear(self) -> None:
        """Leave the database as it was before all of them."""
        self.set_up([])

    def _put_on(self, make: Make) -> None:
        below = {layer.make.__name__: layer.made for layer in self.layers}
        given = {name: below[name] for name in signature(make).parameters}
        before = deepcopy([layer.made for layer in self.layers])
        savepoint = transaction.atomic()
        savepoint.__enter__()
        try:
            with (
                time_machine.travel(MONDAY, tick=False),
                translation.override(settings.LANGUAGE_CODE),
            ):
                made = make(**given)
            # now, or each of the tests would ask it again
            connection.check_constraints()
        except BaseException as trouble:
            savepoint.__exit__(type(trouble), trouble, trouble.__traceback__)
            raise
        self.layers.append(Layer(make, made, savepoint, before))

    def _take_down_to(self, number: int) -> None:
        while len(self.layers) > number:
            transaction.set_rollback(True)
            layer = self.layers.pop()
            layer.savepoint.__exit__(None, None, None)
            for below, made in zip(self.layers, layer.before, strict=True):
                below.made = made


def wanted_by(request: pytest.FixtureRequest) -> list[Make]:
    """The functions behind the kept fixtures of a test, each after those it asks for."""
    known = request.node._fixtureinfo.name2fixturedefs
    found: dict[Make, None] = {}

    def add(name: str) -> None:
        make = getattr(known[name][-1].func, "make", None) if name in known else None
        if make is not None and make not in found:
            for below in signature(make).parameters:
                add(below)
            found[make] = None

    for name in request.fixturenames:
        add(name)
    return list(found)


@pytest.fixture(scope="session")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Whoever opens a transaction around several tests clears it first."""
    stage = Stage()
    yield stage
    with django_db_blocker.unblock():
        stage.clear()


@pytest.fixture
def _begun(
    request: pytest.FixtureRequest, stage: Stage, django_db_blocker: DjangoDbBlocker
) -> None:
    """What the test begins with; nothing for one that commits, which makes its own."""
    commits = "transactional_db" in request.fixturenames
    with django_db_blocker.unblock():
        stage.set_up([] if commits else wanted_by(request))


@pytest.fixture
def _django_db_helper(_begun: None, _django_db_helper: None) -> None:
    """The transaction of one test, as pytest-django opens it, inside what is kept."""
