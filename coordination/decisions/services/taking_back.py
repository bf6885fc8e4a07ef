"""A circulation taken back before it was mailed: the decision is a draft in its minutes again."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from coordination.search.services import forget_object

from ..models import Decision, DecisionStatus
from .drafting import note


@deed
def take_back_decision(*, decision: Decision, by: User, at: datetime) -> Decision:
    """The circulated decision as a draft; refuses one that is recorded."""
    current = locked(decision)
    if current.status != DecisionStatus.CIRCULATED:
        raise Refusal(
            _("%(number)s is recorded; it cannot be taken back.") % {"number": current.number}
        )
    current.status = DecisionStatus.DRAFT
    current.version += 1
    save_as(current, by=by, at=at)
    forget_object(current)
    note("taken_back", current, by=by, at=at)
    return current
