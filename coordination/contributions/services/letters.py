"""Who is written to about a request, and what is queued for her."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from coordination.actions.models import ActionPoint
from coordination.mail.kinds import part_in
from coordination.mail.models import Message
from coordination.mail.services import queue_message
from coordination.people.models import BodyMember, MemberRole, Organisation, Recipient, User
from coordination.people.queries import contact_of
from coordination.people.services import recipient_for

from ..models import Contribution, Reply

ASKED, REMINDER = "contributions.asked", "contributions.reminder"
WITHDRAWN, OBJECTED = "contributions.withdrawn", "contributions.objected"
ACTIVE = (MemberRole.CHAIR, MemberRole.SECRETARY, MemberRole.MEMBER, MemberRole.DEPUTY)


def write_to(
    contribution: Contribution,
    organisations: Iterable[Organisation],
    *,
    kind: str,
    key: str,
    at: datetime,
    not_before: datetime | None = None,
) -> int:
    """One message per organisation, once per key; how many were queued."""
    point = contribution.action_point
    queued: list[Message | None] = []
    for organisation in organisations:
        recipient = addressee(organisation, point, at=at)
        sees = part_in(point.dossier_id, recipient).visible
        if not sees and point.dossier.is_classified:
            continue
        told = {"contribution": str(contribution.pk), "organisation": str(organisation.pk)}
        message = queue_message(
            recipient=recipient,
            kind=kind,
            key=f"{key}:{organisation.pk}",
            # who sees her point and not its dossier gets number, moment and link
            payload=told | {"notice": not sees},
            at=at,
            not_before=not_before,
            dossier=point.dossier_id if sees else None,
        )
        queued.append(message)
    return sum(message is not None for message in queued)


def addressee(organisation: Organisation, point: ActionPoint, *, at: datetime) -> Recipient:
    """Its member of the body that asks; where nobody is named its functional mailbox.

    Where it has none, its contact without an account.
    """
    person = _member(organisation, point, at) if point.body_id else None
    contact = (
        None
        if person or organisation.mailbox
        else contact_of(organisation, on=timezone.localdate(at))
    )
    return recipient_for(person or contact or organisation)


def tell_objection(reply: Reply, *, at: datetime) -> None:
    """To who asked, at once: the round stops here."""
    contribution = reply.contribution
    queue_message(
        recipient=recipient_for(contribution.asked_by),
        kind=OBJECTED,
        key=str(reply.pk),
        payload={"contribution": str(contribution.pk), "reply": str(reply.pk)},
        at=at,
        dossier=contribution.action_point.dossier_id,
    )


def _member(organisation: Organisation, point: ActionPoint, at: datetime) -> User | None:
    today = timezone.localdate(at)
    rows = BodyMember.objects.present(today).filter(body=point.body_id, organisation=organisation)
    rows = rows.filter(role__in=ACTIVE).select_related("person", "post__holder")
    ranked = sorted(rows, key=lambda row: (ACTIVE.index(MemberRole(row.role)), str(row.pk)))
    people = (row.person or (row.post.holder if row.post else None) for row in ranked)
    return next((one for one in people if one is not None and one.is_active), None)
