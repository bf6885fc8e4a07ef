"""Who is expected in a meeting hears that it is planned, moved or cancelled."""

from datetime import datetime, timedelta
from typing import Any

from coordination.mail.services import queue_message
from coordination.people.models import User
from coordination.people.services import recipient_for

from ..models import Meeting
from ..queries.expected import expected_in, waiting_in

UNDO = timedelta(minutes=15)
"""As long as a plan can be undone before anybody is told."""


def announce(meeting: Meeting, kind: str, *, by: User, at: datetime, **payload: Any) -> None:
    """Queue one message per person or mailbox that is expected and may see the dossier.

    That it is cancelled or restored concerns who keeps what is to be dealt with there as well.
    """
    expected = expected_in([meeting])
    waiting = {} if kind == "meetings.invited" else waiting_in([meeting])
    for who in {**expected, **waiting}:
        if who == by:
            continue
        things: dict[str, Any] = {}
        if who in waiting:
            things = {"things": waiting[who][meeting.pk], "expected": who in expected}
        queue_message(
            recipient=recipient_for(who),
            kind=kind,
            key=f"{meeting.pk}:{meeting.version}",
            payload={
                "meeting": str(meeting.pk),
                "starts_at": meeting.starts_at.isoformat(),
                **things,
                **payload,
            },
            at=at,
            not_before=at + UNDO,
            dossier=meeting.dossier_id,
        )
