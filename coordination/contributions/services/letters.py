"""Who is written to about a request, and what is queued for her."""

from collections.abc import Iterable
from datetime import datetime

from coordination.actions.models import ActionPoint
from coordination.mail.kinds import part_in
from coordination.mail.models import Message
from coordination.mail.services import queue_message
from coordination.people.models import Organisation, Recipient
from coordination.people.services import recipient_for

from ..models import Contribution, Reply
from ..queries.reaching import reached

ASKED, REMINDER = "contributions.asked", "contributions.reminder"
WITHDRAWN, OBJECTED = "contributions.withdrawn", "contributions.objected"


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
    asked = list(organisations)
    people = reached(asked, point, at=at)
    for organisation in asked:
        recipient = recipient_for(people.get(organisation.pk, organisation))
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
    """Who is reached for the organisation; where nobody is, its mailbox that has no address yet."""
    return recipient_for(reached([organisation], point, at=at).get(organisation.pk, organisation))


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
