"""A consultation was held, or after all not."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, digest
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import Consultation
from .saving import lock_team, note, plain


@deed
def hold_consultation(
    *, consultation: Consultation, version: int, by: User, at: datetime, outcome: str | None = None
) -> Consultation:
    """Held, with what came of it; reopen_consultation undoes. The version's text stays as it is.

    Without `outcome` what was noted before stands.
    """
    found = _locked(consultation, version, by)
    if found.held_at is not None:
        raise Refusal(_("This consultation was held before."))
    found.held_at, found.held_by = at, by
    if outcome is not None:
        found.outcome = plain(outcome, "outcome", longest=2_000)
    _keep(found, by=by, at=at)
    note(
        "consultation_held",
        found,
        found.assignment,
        by=by,
        at=at,
        organisation=found.organisation_id,
        outcome=digest(found.outcome),
    )
    return found


@deed
def reopen_consultation(
    *, consultation: Consultation, version: int, by: User, at: datetime
) -> Consultation:
    """Still to be held; what was noted of it stays, and stands ready for when it is held."""
    found = _locked(consultation, version, by)
    if found.held_at is None:
        raise Refusal(_("This consultation is still to be held."))
    found.held_at = found.held_by = None
    _keep(found, by=by, at=at)
    note(
        "consultation_reopened",
        found,
        found.assignment,
        by=by,
        at=at,
        organisation=found.organisation_id,
    )
    return found


def _locked(consultation: Consultation, version: int, by: User) -> Consultation:
    lock_team(consultation.assignment.team, by)
    found = locked(consultation)
    refuse_stale(found, version)
    return found


def _keep(found: Consultation, *, by: User, at: datetime) -> None:
    """Its states are kept from the circulation of its version on."""
    found.version += 1
    save_as(found, by=by, at=at, history=not found.assignment.is_draft)
