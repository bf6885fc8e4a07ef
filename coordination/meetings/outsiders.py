"""What of a meeting, and of what hangs on it, is said to who has no account or is no government."""

import datetime as dt
from typing import Any

from coordination.kit import clock
from coordination.people.models import Organisation, Recipient
from coordination.people.queries import contact_of

from .dependents import Who
from .models import Meeting
from .report.embargo import is_outside


def reached_at(organisation: Organisation, dossier: Any, *, on: dt.date) -> list[Who]:
    """Where an organisation hears that what it owes moves: in its mailbox.

    Without one at its contact, of what is not restricted; none where it is no longer active.
    """
    if not organisation.active:
        return []
    if organisation.mailbox:
        return [organisation]
    contact = None if dossier.restricted else contact_of(organisation, on=on)
    return [contact] if contact else []


def is_withheld(dossier: Any, recipient: Recipient) -> bool:
    """Whether a mail to this recipient gives of its things the number and the moment only.

    Of what is classified always, of what is under embargo to who is outside the government.
    """
    until = dossier.embargo_until
    held = until is not None and until > clock.now() and is_outside(recipient)
    return dossier.is_classified or held


def subject_for(meeting: Meeting, recipient: Recipient) -> str:
    return "" if is_withheld(meeting.dossier, recipient) else meeting.subject
