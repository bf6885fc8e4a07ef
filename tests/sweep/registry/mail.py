"""One's own mail, and the pages of who operates it."""

from typing import Any

from coordination.mail.models import Message, Status
from coordination.mail.services import hold_all

from ..rows import Case, Row, by_all, by_owner, empty
from ..world import NOW


def letter(case: Case) -> dict[str, Any]:
    return {"pk": Message.objects.get(recipient__user=case.owner, kind="account").pk}


def refused(case: Case) -> None:
    Message.objects.filter(**letter(case)).update(status=Status.DEAD)


def held(case: Case) -> None:
    hold_all(reason="onderhoud", by=case.scene.keeper, at=NOW)


ROWS = {
    "mail:mine": Row(),
    "mail:unread": Row(),
    "mail:message": Row(letter, by_owner),
    "mail:operate": Row(),
    "mail:hold": Row(get=False, post=lambda case: {"reason": "onderhoud"}),
    "mail:release": Row(get=False, post=empty, before=held),
    "mail:retry": Row(letter, by_all, get=False, post=empty, before=refused),
    "mail:resend": Row(letter, by_all, get=False, post=empty),
}
