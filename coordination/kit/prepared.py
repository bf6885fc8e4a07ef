"""A query that every page makes, built and compiled once.

    roles = Prepared(lambda: RoleGrant.objects.filter(user=Given("user", UUIDField())))
    rows = list(roles(user=user.pk))

What differs from call to call is a Given. Whatever else the builder reads, the clock above all,
would be read once for ever, so a moment or a key among the values is refused.
"""

import re
from collections.abc import Callable
from copy import copy
from functools import cached_property, partial
from itertools import chain
from typing import Any, NamedTuple

from django.db import connections
from django.db.models import Field, QuerySet, Value
from django.db.models.sql.compiler import SQLCompiler

CONSTANT = (str, int, type(None))
# SQLite has moments and keys as texts
MOMENT_OR_KEY = re.compile(r"\d{4}-\d\d-\d\d.*|[0-9a-f]{32}")
PLACE = re.compile(r"(?<!%)%s")


class Given(Value):
    """The place of a value that is named in the call; of a list of values behind `in` if `many`."""

    def __init__(self, name: str, output_field: "Field[Any, Any]", *, many: bool = False) -> None:
        super().__init__(name, output_field)
        self.many = many

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        return "%s", [self]

    def among(self, given: dict[str, Any], connection: Any) -> tuple[str, list[Any]]:
        """What stands in its place, and the values as the database takes them."""
        value = given[str(self.value)]
        values = (list(value) or [None]) if self.many else [value]
        taken = [self.output_field.get_db_prep_value(one, connection) for one in values]
        return (f"({', '.join(['%s'] * len(taken))})" if self.many else "%s"), taken


class Compiled(NamedTuple):
    """The compiler that built it, the SQL between its places, and what stands in each."""

    compiler: SQLCompiler
    pieces: list[str]
    places: tuple[Any, ...]


class Prepared:
    """Called with a value for every Given: a queryset to read from, not to build on."""

    def __init__(self, build: Callable[[], "QuerySet[Any]"]) -> None:
        self.build = build
        self.compiled: dict[str, Compiled] = {}

    @cached_property
    def rows(self) -> "QuerySet[Any]":
        return self.build()

    def __call__(self, **given: Any) -> "QuerySet[Any]":
        rows = self.rows.all()
        rows.query.get_compiler = partial(self._compiler, given)  # type: ignore[method-assign]  # its SQL is there already
        return rows

    def _compiler(self, given: dict[str, Any], using: str, **_options: Any) -> SQLCompiler:
        connection = connections[using]
        if connection.vendor not in self.compiled:
            self.compiled[connection.vendor] = self._compile(using)
        compiled = self.compiled[connection.vendor]
        filled = [
            place.among(given, connection) if isinstance(place, Given) else ("%s", [place])
            for place in compiled.places
        ]
        holes = [*(hole for hole, _values in filled), ""]
        sql = "".join(chain.from_iterable(zip(compiled.pieces, holes, strict=True)))
        values = tuple(chain.from_iterable(values for _hole, values in filled))
        compiler = copy(compiled.compiler)
        compiler.connection, compiler.using = connection, using
        compiler.as_sql = lambda *_, **__: (sql, values)  # type: ignore[method-assign]  # built once
        return compiler

    def _compile(self, using: str) -> Compiled:
        compiler = self.rows.all().query.get_compiler(using)
        sql, places = compiler.as_sql()
        if fixed := [place for place in places if not _may_stand(place)]:
            raise TypeError(f"these values would stand for ever, make them Given: {fixed}")
        return Compiled(compiler, PLACE.split(sql), tuple(places))


def _may_stand(place: Any) -> bool:
    if isinstance(place, str) and MOMENT_OR_KEY.fullmatch(place):
        return False
    return isinstance(place, (Given, *CONSTANT))
