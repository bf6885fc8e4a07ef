"""Who submitted an item hears that it came back."""

from datetime import datetime, timedelta

from coordination.dossiers.models import Dossier
from coordination.mail.services import queue_message
from coordination.people.models import Organisation, User
from coordination.people.services import recipient_for

from ..models import AgendaItem

BEFORE_TOLD = timedelta(minutes=2)
"""Long enough to accept it after all before anybody is told."""


def tell_submitter(item: AgendaItem, *, by: User, at: datetime) -> None:
    """Queue one message per return, to the person; once she has left, to her mailbox."""
    who = _submitter(item)
    if who is None or who == by:
        return
    queue_message(
        recipient=recipient_for(who),
        kind="meetings.item_returned",
        key=f"{item.pk}:{item.version}",
        payload={"item": str(item.pk)},
        at=at,
        not_before=at + BEFORE_TOLD,
        dossier=item.dossier_id,
    )


def _submitter(item: AgendaItem) -> User | Organisation | None:
    person, organisation = item.created_by, item.submitted_by
    if person is not None and person.is_active:
        seen = Dossier.objects.visible_to(person).filter(pk=item.dossier_id).exists()
        return person if seen else None
    if organisation is not None and organisation.mailbox and not item.dossier.restricted:
        return organisation
    return None
