"""One's own mail, and the pages of who operates it."""

from typing import Any

from coordination.mail.models import Message, Status
from coordination.mail.services import hold_all
from coordination.people.models import Role

from ..rows import Case, Row, by_operator, by_owner, empty
from ..scenes import NOW


def letter(case: Case) -> dict[str, Any]:
    return {"pk": Message.objects.get(recipient__user=case.owner, kind="account").pk}


def invitation(case: Case) -> dict[str, Any]:
    """To a meeting of this scene: account mail is never sent again."""
    mail = Message.objects.filter(kind="meetings.invited", dossier=case.scene.dossier.pk)
    return {"pk": mail.order_by("pk")[0].pk}


def refused(case: Case) -> None:
    Message.objects.filter(**invitation(case)).update(status=Status.DEAD)


def sent(case: Case) -> None:
    Message.objects.filter(**invitation(case)).update(status=Status.SENT, body="Kom", sent_at=NOW)


def held(case: Case) -> None:
    hold_all(reason="onderhoud", by=case.world.visitors[Role.COORDINATOR], at=NOW)


READING = "what she read herself is no deed"

ROWS = {
    "mail:mine": Row(),
    "mail:unread": Row(),
    "mail:message": Row(letter, by_owner),
    "mail:follow": Row(letter, by_owner),
    "mail:choices": Row(post=lambda case: {"mailed": ["meetings.report"]}),
    "api:mail-choice-list list": Row(),
    "api:mail-choice-list create": Row(post=lambda case: {"muted": ["meetings.report"]}),
    "mail:all_read": Row(get=False, post=empty, eventless=READING),
    "api:message-mark-all-read mark_all_read": Row(post=empty, eventless=READING),
    "mail:operate": Row(),
    "mail:hold": Row(get=False, post=lambda case: {"reason": "onderhoud"}),
    "mail:release": Row(get=False, post=empty, before=held),
    "mail:retry": Row(invitation, by_operator, get=False, post=empty, before=refused),
    "mail:resend": Row(invitation, by_operator, get=False, post=empty, before=sent),
    "api:delivery-overview overview": Row(),
    "api:delivery-retry retry": Row(invitation, by_operator, post=empty, before=refused),
    "api:delivery-resend resend": Row(invitation, by_operator, post=empty, before=sent),
    "api:delivery-hold hold": Row(post=lambda case: {"reason": "onderhoud"}),
    "api:delivery-release release": Row(post=empty, before=held),
}
