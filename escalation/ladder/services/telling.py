"""A proposal goes to the office that sets levels."""

from datetime import datetime

from coordination.mail.services import queue_message
from coordination.people.models import Post
from coordination.people.services.recipients import recipient_for

from ..models import Determination, Proposal

PROPOSED = "ladder.proposed"


def tell_office(proposal: Proposal, *, at: datetime) -> None:
    """Mail to the holder of the office that set a level last, else to the mailbox of its ministry.

    Nobody is mailed before an office set its first level: until then none is known.
    """
    office = _office()
    if office is None:
        return
    whom = office.holder if office.holder and office.holder.is_active else office.organisation
    queue_message(
        recipient=recipient_for(whom),
        kind=PROPOSED,
        key=str(proposal.pk),
        payload={"proposal": str(proposal.pk)},
        at=at,
        dossier=proposal.region_id,
    )


def _office() -> Post | None:
    rows = Determination.objects.standing().filter(post__isnull=False)
    last = rows.select_related("post__holder", "post__organisation")
    found = last.order_by("-determined_at", "-pk").first()
    return found.post if found else None
