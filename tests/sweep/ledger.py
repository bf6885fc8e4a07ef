"""What a request really wrote: every table, unless the savepoint around it was rolled back."""

import re
from collections.abc import Callable
from types import TracebackType
from typing import Any

from django.db import connection

_WRITE = re.compile(r'\s*(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.I)
_POINT = re.compile(r'\s*(SAVEPOINT|ROLLBACK TO SAVEPOINT|RELEASE SAVEPOINT)\s+"?(\w+)', re.I)


class Ledger:
    """`with Ledger() as ledger: ...`, then `ledger.tables` says where rows changed for good."""

    def __init__(self) -> None:
        self.writes: list[str] = []
        self.points: dict[str, int] = {}

    def __enter__(self) -> "Ledger":
        self._wrapping = connection.execute_wrapper(self._note)
        self._wrapping.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        trouble: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._wrapping.__exit__(kind, trouble, trace)

    @property
    def tables(self) -> set[str]:
        return set(self.writes)

    def _note(
        self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        if point := _POINT.match(sql):
            verb, name = point.group(1).upper(), point.group(2)
            if verb == "SAVEPOINT":
                self.points[name] = len(self.writes)
            elif verb.startswith("ROLLBACK"):
                del self.writes[self.points.get(name, 0) :]
        elif write := _WRITE.match(sql):
            self.writes.append(write.group(1))
        return execute(sql, params, many, context)
