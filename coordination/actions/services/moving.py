"""Another term, with the reason; how often it was postponed is counted."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import ActionPoint, Verb
from ..terms import Term
from .saving import checked_reason, lock_managed, put_term, save, tell, term_of


class SameTerm(Refusal):
    """Moving it to where it stands changes nothing."""


@deed
def move_term(
    *, point: ActionPoint, version: int, term: Term, reason: str, by: User, at: datetime
) -> ActionPoint:
    """The point with another term; a later day counts as postponed once more.

    `due_version` goes up, so that what hangs on the old date lets go of it.
    """
    current = lock_managed(point, version, by)
    old = term_of(current)
    if term == old:
        raise SameTerm(_("That is the term it has already."), field="due")
    put_term(current, term)
    current.postponed += current.due_on > old.due_on
    current.due_version += 1
    why = checked_reason(reason)
    save(current, by=by, at=at)
    tell(Verb.MOVED, current, by=by, at=at, text=why, old=old, new=term)
    return current
