"""A circulation taken back before it was mailed: the point is a draft in its minutes again."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from coordination.search.services import forget_object

from ..models import ActionPoint, ActionStatus
from .saving import note


@deed
def take_back_action_point(*, point: ActionPoint, by: User, at: datetime) -> ActionPoint:
    """The opened point as a draft; refuses when somebody has worked on it since."""
    current = locked(point)
    if current.status != ActionStatus.OPEN or current.updates.count() > 1:
        raise Refusal(
            _("%(number)s was changed since the report went round; it cannot be taken back.")
            % {"number": current.number}
        )
    current.status = ActionStatus.DRAFT
    current.version += 1
    save_as(current, by=by, at=at)
    current.updates.all().delete()
    forget_object(current)
    note("taken_back", current, by=by, at=at)
    return current
