"""Changing what was circulated, before it is recorded; afterwards only how far it may go."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import CannotBeUndone, NotAllowed, Refusal
from coordination.people.models import User

from ..models import Decision, DecisionStatus
from ..permissions import can_amend
from .recording import check_days
from .saving import checked, refuse_outdated, save

TEXTS = ("text", "reason", "alternatives", "reservations")
AFTER_RECORDING = frozenset({"review_on", "distribution", "embargo_until"})
AMENDABLE = AFTER_RECORDING | {*TEXTS, "result", "referred_to"}


class IsRecorded(Refusal):
    """A recorded decision is not changed but replaced by a new one."""

    status = 409


@deed
def amend_decision(
    *, decision: Decision, version: int, by: User, at: datetime, **fields: Any
) -> Decision:
    """The decision with new values; the old ones stay in its history.

    While circulated all of AMENDABLE, once recorded only review, distribution and embargo.
    Refuses an older version, and who is not secretary, chair or holder.
    """
    current = locked(decision)
    refuse_who_does_not_amend(current, by)
    refuse_outdated(current, version)
    unknown = fields.keys() - AMENDABLE
    assert not unknown, f"not amendable: {unknown}"
    wanted = {name: _clean(name, value) for name, value in fields.items()}
    changed = changes({name: getattr(current, name) for name in wanted}, wanted)
    if current.status == DecisionStatus.RECORDED and changed.keys() - AFTER_RECORDING:
        raise IsRecorded(_("This decision is recorded. Replace it by a new one."))
    for name, value in wanted.items():
        setattr(current, name, value)
    check_days(taken_on=current.taken_on, review_on=current.review_on, at=at)
    save(current, by=by, at=at)
    record("decisions.amended", current, by=by, at=at, dossier=current.dossier_id, changed=changed)
    return current


@deed
def undo_amendment(*, decision: Decision, version: int, by: User, at: datetime) -> Decision:
    """The decision as it stood before the amendment that made `version`, still its present one.

    Refuses whom amending refuses, and where the last change was something else.
    """
    current = locked(decision)
    refuse_who_does_not_amend(current, by)
    refuse_outdated(current, version)
    before = Decision.history.filter(id=current.pk, version=version - 1).first()
    if before is None or before.status != current.status:
        raise CannotBeUndone(_("This can no longer be undone."))
    recorded = current.status == DecisionStatus.RECORDED
    names = AFTER_RECORDING if recorded else AMENDABLE
    values = {name: getattr(before, name) for name in names}
    changed = amend_decision(decision=current, version=version, by=by, at=at, **values)
    record("decisions.amendment_undone", changed, by=by, at=at, dossier=changed.dossier_id)
    return changed


@deed
def free_decision(
    *, decision: Decision, until: datetime | None, by: User, at: datetime
) -> Decision:
    """The decision out of the embargo it waited under, or under it `until` then.

    Part of publishing what was decided: who may do that has been asked by the caller.
    """
    current = locked(decision)
    before, current.embargo_until = current.embargo_until, until
    save(current, by=by, at=at)
    record(
        "decisions.freed", current, by=by, at=at, dossier=current.dossier_id,
        embargo_until={"old": before, "new": until},
    )  # fmt: skip
    return current


def _clean(name: str, value: Any) -> Any:
    return checked(value, name, needed=name == "text") if name in TEXTS else value


def refuse_who_does_not_amend(decision: Decision, by: User) -> None:
    if not can_amend(by, decision):
        raise NotAllowed(_("Only the secretary or the chair of the body changes this decision."))
