"""One point that turns out to be several."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.history import save_as
from coordination.kit.refusals import Refusal
from coordination.people.models import User
from coordination.people.services import next_number

from ..models import ActionPoint, ActionStatus, Verb
from ..terms import Share
from .adding import ask_for_part
from .closing import put_dropped
from .saving import checked, lock_managed, put_also, put_owner, put_term, save, tell


class TooFew(Refusal):
    """Splitting makes at least two."""


@deed
def split_action_point(
    *, point: ActionPoint, version: int, into: Sequence[Share], by: User, at: datetime
) -> list[ActionPoint]:
    """The new open points, in the order of `into`; the old one is dropped and names them."""
    current = lock_managed(point, version, by)
    if len(into) < 2:
        raise TooFew(_("Split into at least two action points."), field="text")
    made = [_make(current, share, by=by, at=at) for share in into]
    numbers = ", ".join(one.number for one in made)
    put_dropped(current, str(_("Split into %(numbers)s.") % {"numbers": numbers}), by=by, at=at)
    save(current, by=by, at=at)
    tell(Verb.SPLIT, current, by=by, at=at, text=current.dropped_because, new=numbers)
    return made


def _make(old: ActionPoint, share: Share, *, by: User, at: datetime) -> ActionPoint:
    new = ActionPoint(
        series=old.series,
        year=at.year,
        serial=next_number(series=old.series, year=at.year),
        kind=old.kind,
        text=checked(share.text),
        body=old.body,
        dossier=old.dossier,
        decision=old.decision,
        source=old.source,
        made_to=old.made_to,
        made_by=old.made_by,
        split_from=old,
        status=ActionStatus.OPEN,
        created_at=at,
        created_by=by,
        version=0,
    )
    put_owner(new, share.owner)
    ask_for_part(new, share.owner)
    put_term(new, share.term)
    save_as(new, by=by, at=at, history=False)
    put_also(new, old.also.all())
    save(new, by=by, at=at)
    tell(Verb.ADDED, new, by=by, at=at, old=old.number, part=True)
    return new
