"""A new decision in the place of a recorded one: one person proposes it, another confirms."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User

from ..models import Decision, DecisionStatus, Result
from ..permissions import can_confirm_replacement, can_replace
from .drafting import note
from .recording import check_days, mark_recorded, outside_meeting
from .saving import checked, refuse_not_draft, refuse_outdated, save


class NotReplaceable(Refusal):
    """Only a recorded decision that nothing replaces yet can be replaced."""

    status = 409


@deed
def replace_decision(
    *,
    decision: Decision,
    version: int,
    text: str,
    reason: str,
    taken_on: date,
    by: User,
    at: datetime,
    result: Result = Result.ADOPTED,
) -> Decision:
    """The proposed successor: a draft until a second person confirms it.

    Refuses who may not replace, what is not recorded and what has a successor already.
    """
    old = locked(decision)
    if not can_replace(by, old):
        raise NotAllowed(_("Only a coordinator replaces a recorded decision."))
    refuse_outdated(old, version)
    if old.status != DecisionStatus.RECORDED or Decision.objects.filter(replaces=old).exists():
        raise NotReplaceable(_("Only a recorded decision that is not replaced can be replaced."))
    check_days(taken_on=taken_on, review_on=None, at=at)
    new = outside_meeting(old.taken_by, taken_on, old.dossier, at)
    new.outcome_name, new.distribution = old.outcome_name, old.distribution
    new.embargo_until = old.embargo_until
    new.text, new.reason, new.result = checked(text), checked(reason, "reason"), result
    new.replaces, new.proposed_at, new.proposed_by = old, at, by
    save_as(new, by=by, at=at, history=False)
    note("replacement_proposed", new, by=by, at=at)
    return new


@deed
def confirm_replacement(*, decision: Decision, by: User, at: datetime) -> Decision:
    """The proposed successor as recorded; refuses the one who proposed it."""
    new = locked(decision)
    if not can_confirm_replacement(by, new):
        raise NotAllowed(_("A second coordinator confirms it, not the one who proposed it."))
    refuse_not_proposed(new)
    mark_recorded(new, by=by, at=at)
    save(new, by=by, at=at)
    note("replacement_confirmed", new, by=by, at=at)
    return new


@deed
def withdraw_replacement(*, decision: Decision, by: User, at: datetime) -> None:
    """Take the proposed successor back; the old decision stands as it stood."""
    new = locked(decision)
    if not can_replace(by, new):
        raise NotAllowed(_("Only a coordinator withdraws a proposed replacement."))
    refuse_not_proposed(new)
    note("replacement_withdrawn", new, by=by, at=at)
    key = new.pk
    new.delete()
    Decision.history.filter(id=key).delete()


def refuse_not_proposed(decision: Decision) -> None:
    """Refuse what was confirmed already, and a draft of minutes."""
    refuse_not_draft(decision)
    if decision.replaces_id is None:
        raise NotReplaceable(_("This is no proposed replacement."))
