"""Codes of prints: of a meeting, answered for who may see that meeting."""

from typing import Any
from uuid import uuid4

from coordination.people.models import Role
from coordination.prints.codes import Code

from ..rows import Case, Row
from ..scenes import NOW, Where


def by_readers(role: Role, where: Where) -> bool:
    """As the meeting that was printed."""
    return role is not Role.ADMINISTRATOR and (
        where is Where.OWN or (where is Where.FOREIGN and role is not Role.PARTNER)
    )


def printed(case: Case) -> dict[str, Any]:
    gone = case.where is Where.GONE
    return {"code": Code.of(1, uuid4() if gone else case.scene.planned.pk, NOW).plain}


ROWS = {
    "prints:ask": Row(),
    "prints:check": Row(printed, seen=by_readers),
    "api:print-detail retrieve": Row(printed, seen=by_readers),
}
