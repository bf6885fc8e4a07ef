"""Close or withdraw a request: its action point is done or dropped with it."""

from datetime import datetime

from coordination.actions.models import PartStatus
from coordination.actions.services import complete_action_point, drop_action_point
from coordination.audit.deeds import deed
from coordination.kit.locking import refuse_stale
from coordination.people.models import User

from ..models import Contribution
from .letters import WITHDRAWN, write_to
from .reminding import WAITS
from .rounds import decide
from .saving import lock_steered, note, refuse_closed


@deed
def close_contribution(
    *, contribution: Contribution, version: int, by: User, at: datetime
) -> Contribution:
    """Closed with its point; a written round ends in its decision.

    A round is refused while an objection stands, and before its moment while a reply is awaited.
    """
    point = lock_steered(contribution, by)
    refuse_stale(point, version)
    refuse_closed(contribution)
    if contribution.is_round and contribution.decision_id is None:
        decide(contribution, by=by, at=at)
    done = complete_action_point(point=point, version=version, by=by, at=at)
    contribution.action_point = done
    replied = done.parts.exclude(status=PartStatus.OPEN).count()
    note("closed", contribution, by=by, at=at, replied=replied)
    return contribution


@deed
def withdraw_contribution(
    *, contribution: Contribution, version: int, reason: str, by: User, at: datetime
) -> Contribution:
    """Withdrawn with its point; who had been asked is told, unless it is restored in time."""
    point = lock_steered(contribution, by)
    refuse_stale(point, version)
    refuse_closed(contribution)
    dropped = drop_action_point(point=point, version=version, reason=reason, by=by, at=at)
    contribution.action_point = dropped
    asked = [part.organisation for part in dropped.parts.select_related("organisation")]
    key = f"{contribution.pk}:{dropped.version}"
    write_to(contribution, asked, kind=WITHDRAWN, key=key, at=at, not_before=at + WAITS)
    note("withdrawn", contribution, by=by, at=at)
    return contribution
