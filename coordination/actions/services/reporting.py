"""What an organisation reports on its part of a point, and what anyone says about it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, digest
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed
from coordination.mail.models import Answer
from coordination.people.models import User

from ..models import ActionPart, ActionPoint, ActionUpdate, PartStatus, Verb
from ..permissions import can_comment, can_report_part, reports_for
from .saving import checked, note, tell


@deed
def report_part(
    *,
    part: ActionPart,
    version: int,
    status: PartStatus,
    by: User | None,
    at: datetime,
    answer: Answer | None = None,
) -> ActionPart:
    """The part as awaited, in or not applicable; undone by reporting the old state again.

    The point itself keeps its version: seven organisations may report at once. Without `by` it is
    the recipient of the `answer` who reports.
    """
    current = locked(part)
    if not _reports(current, by, answer):
        raise NotAllowed(_("Only that organisation or who manages the point reports this."))
    sentence = _("Somebody else reported on this part; look at it again.")
    refuse_stale(current, version, sentence)
    old, current.status = current.status, status
    answered = status != PartStatus.OPEN
    current.at, current.by = (at, by) if answered else (None, None)
    current.through = answer.recipient if answered and answer and by is None else None
    current.version += 1
    save_as(current, by=by, at=at)
    point = current.action_point
    code = current.organisation.code
    tell(
        Verb.REPORTED,
        point,
        by=by,
        at=at,
        text=code,
        old=old,
        new=status,
        version=0,
        answer=answer,
    )
    return current


@deed
def comment_on_action_point(
    *, point: ActionPoint, text: str, by: User, at: datetime
) -> ActionUpdate:
    """A remark in the timeline of the point; it changes nothing."""
    if not can_comment(by, point):
        raise NotAllowed(_("You can read this point, but not add to it."))
    update = ActionUpdate.objects.create(
        action_point=point, at=at, by=by, verb=Verb.COMMENTED, text=checked(text)
    )
    note(Verb.COMMENTED, point, by=by, at=at, text=digest(update.text))
    return update


def _reports(part: ActionPart, by: User | None, answer: Answer | None) -> bool:
    if by is not None:
        return can_report_part(by, part)
    return answer is not None and reports_for(answer.recipient, part)
