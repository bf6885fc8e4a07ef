"""A decision that stands: adopted with its minutes, or recorded outside a meeting."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.dossiers.models import Dossier
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import Body, OutcomeName, Post, User
from coordination.people.services import next_number

from ..models import Decision, DecisionStatus, Distribution, Result
from ..permissions import can_record
from .drafting import note
from .saving import checked, save


class NotCirculated(Refusal):
    """Only what was circulated can be adopted with its minutes."""

    status = 409


class ReviewTooEarly(Refusal):
    """A decision cannot be reviewed before it was taken."""


class TakenInFuture(Refusal):
    """What is yet to be decided is no decision."""


@deed
def record_decision(*, decision: Decision, by: User, at: datetime) -> Decision:
    """A circulated decision as recorded, by the adoption of its minutes."""
    current = locked(decision)
    if current.status != DecisionStatus.CIRCULATED:
        raise NotCirculated(_("Only a circulated decision can be recorded."))
    mark_recorded(current, by=by, at=at)
    save(current, by=by, at=at)
    note("recorded", current, by=by, at=at)
    return current


@deed
def record_decision_outside_meeting(  # noqa: PLR0913 all that a decision holds
    *,
    taken_by: Body | Post,
    taken_on: date,
    dossier: Dossier,
    text: str,
    by: User,
    at: datetime,
    result: Result = Result.ADOPTED,
    reason: str = "",
    alternatives: str = "",
    reservations: str = "",
    review_on: date | None = None,
    distribution: Distribution = Distribution.INTERNAL,
    embargo_until: datetime | None = None,
    written: bool = False,
) -> Decision:
    """A recorded decision of a body or an office, with its number and first history row.

    Refuses who is not secretary or chair of the body or holder of the office, a day that has
    yet to come and a review before the decision.
    """
    if not can_record(by, taken_by=taken_by, dossier=dossier):
        raise NotAllowed(
            _("Only the secretary or the chair of the body, or who holds the office, records this.")
        )
    check_days(taken_on=taken_on, review_on=review_on, at=at)
    decision = outside_meeting(taken_by, taken_on, dossier, at)
    decision.text = checked(text)
    decision.result = result
    decision.reason = checked(reason, "reason", needed=False)
    decision.alternatives = checked(alternatives, "alternatives", needed=False)
    decision.reservations = checked(reservations, "reservations", needed=False)
    decision.review_on, decision.embargo_until = review_on, embargo_until
    decision.distribution, decision.written = distribution, written
    mark_recorded(decision, by=by, at=at)
    save(decision, by=by, at=at)
    note("recorded_outside_meeting", decision, by=by, at=at)
    return decision


def outside_meeting(
    taken_by: Body | Post, taken_on: date, dossier: Dossier, at: datetime
) -> Decision:
    """An unsaved decision with its number: per body, for an office per organisation."""
    body = taken_by if isinstance(taken_by, Body) else None
    post = taken_by if isinstance(taken_by, Post) else None
    series = body.code if body else taken_by.organisation.code
    return Decision(
        series=series,
        year=taken_on.year,
        serial=next_number(series=series, year=taken_on.year),
        body=body,
        post=post,
        taken_on=taken_on,
        dossier=dossier,
        outcome_name=body.outcome_name if body else OutcomeName.DECISION,
        created_at=at,
        version=0,
    )


def mark_recorded(decision: Decision, *, by: User, at: datetime) -> None:
    decision.status = DecisionStatus.RECORDED
    decision.recorded_at, decision.recorded_by = at, by


def check_days(*, taken_on: date, review_on: date | None, at: datetime) -> None:
    if taken_on > timezone.localtime(at).date():
        raise TakenInFuture(_("A decision cannot be taken in the future."), field="taken_on")
    if review_on is not None and review_on < taken_on:
        sentence = _("The review cannot come before the decision itself.")
        raise ReviewTooEarly(sentence, field="review_on")
