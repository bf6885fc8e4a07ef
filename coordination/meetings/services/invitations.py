"""Who is expected in a meeting hears that it is planned, moved or cancelled."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from coordination.dossiers.models import Dossier
from coordination.mail.services import queue_message
from coordination.people.models import Organisation, User
from coordination.people.services import recipient_for

from ..models import Meeting

UNDO = timedelta(minutes=15)
"""As long as a plan can be undone before anybody is told."""


def announce(meeting: Meeting, kind: str, *, by: User, at: datetime, **payload: Any) -> None:
    """Queue one message per person or mailbox that is expected and may see the dossier."""
    for who in _expected(meeting):
        if who == by:
            continue
        queue_message(
            recipient=recipient_for(who),
            kind=kind,
            key=f"{meeting.pk}:{meeting.version}",
            payload={
                "meeting": str(meeting.pk),
                "starts_at": meeting.starts_at.isoformat(),
                **payload,
            },
            at=at,
            not_before=at + UNDO,
            dossier=meeting.dossier_id,
        )


def _expected(meeting: Meeting) -> Iterator[User | Organisation]:
    people: dict[Any, User] = {person.pk: person for person in meeting.note_takers.all()}
    mailboxes: dict[Any, Organisation] = {}
    for row in meeting.attendances.select_related("person", "organisation"):
        if row.person:
            people[row.person.pk] = row.person
        elif row.organisation.mailbox:
            mailboxes[row.organisation.pk] = row.organisation
    for person in people.values():
        if Dossier.objects.visible_to(person).filter(pk=meeting.dossier_id).exists():
            yield person
    if not meeting.dossier.restricted:
        yield from mailboxes.values()
