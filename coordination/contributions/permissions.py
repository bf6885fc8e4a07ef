"""Who may do what with a request: her role first, then her place around its action point."""

from typing import Any

from coordination.actions.models import ActionPart, ActionPoint
from coordination.actions.permissions import can_manage, is_owner, reports_for
from coordination.people.models import Recipient


def can_steer(user: Any, point: ActionPoint) -> bool:
    """Ask, remind, close and withdraw: its owner, and who manages the point."""
    return user.may("contributions.ask") and (is_owner(user, point) or can_manage(user, point))


def can_reply(user: Any, part: ActionPart) -> bool:
    """Only for her own organisation: nobody answers for another."""
    return bool(user.may("contributions.reply") and part.organisation_id == user.organisation_id)


def replies_for(recipient: Recipient, part: ActionPart) -> bool:
    """The same from a mail; a mailbox or a contact without an account speaks for its own."""
    user = recipient.user
    return can_reply(user, part) if user else reports_for(recipient, part)
