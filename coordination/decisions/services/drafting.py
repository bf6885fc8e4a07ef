"""A decision in minutes that are still being written, until it is circulated with them."""

from datetime import date, datetime

from coordination.audit.deeds import deed, digest, record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.people.models import Body, OutcomeName, User
from coordination.people.services import next_number

from ..models import Decision, DecisionStatus, Result
from .saving import checked, lock_draft, save


@deed
def draft_decision(  # noqa: PLR0913 what a line of minutes knows
    *,
    body: Body,
    taken_on: date,
    dossier: Dossier,
    text: str,
    outcome_name: OutcomeName,
    by: User,
    at: datetime,
    result: Result = Result.ADOPTED,
    referred_to: Body | None = None,
) -> Decision:
    """A draft with its number, on nobody's list yet and without history.

    Who may write the minutes has been asked by the caller.
    """
    decision = Decision(
        series=body.code,
        year=taken_on.year,
        serial=next_number(series=body.code, year=taken_on.year),
        body=body,
        taken_on=taken_on,
        dossier=dossier,
        text=checked(text),
        outcome_name=outcome_name,
        result=result,
        referred_to=referred_to,
        created_at=at,
    )
    save_as(decision, by=by, at=at, history=False)
    note("drafted", decision, by=by, at=at)
    return decision


@deed
def rewrite_draft_decision(
    *,
    decision: Decision,
    text: str,
    outcome_name: OutcomeName,
    result: Result,
    referred_to: Body | None,
    by: User,
    at: datetime,
) -> Decision:
    """The draft with the words of its line; refuses what was circulated."""
    draft = lock_draft(decision)
    draft.text, draft.outcome_name = checked(text), outcome_name
    draft.result, draft.referred_to = result, referred_to
    draft.version += 1
    save_as(draft, by=by, at=at, history=False)
    note("rewritten", draft, by=by, at=at)
    return draft


@deed
def discard_draft_decision(*, decision: Decision, by: User, at: datetime) -> None:
    """Remove a draft whose line became something else; refuses what was circulated.

    The line lets go of it first.
    """
    draft = lock_draft(decision)
    note("discarded", draft, by=by, at=at)
    key = draft.pk
    draft.delete()
    # a draft leaves no earlier states, so neither does its removal
    Decision.history.filter(id=key).delete()


@deed
def circulate_decision(*, decision: Decision, by: User, at: datetime) -> Decision:
    """The draft on everybody's list: its first history row, and found from now on."""
    draft = lock_draft(decision)
    draft.status = DecisionStatus.CIRCULATED
    save(draft, by=by, at=at)
    note("circulated", draft, by=by, at=at)
    return draft


def note(verb: str, decision: Decision, *, by: User, at: datetime) -> None:
    record(
        f"decisions.{verb}",
        decision,
        by=by,
        at=at,
        dossier=decision.dossier_id,
        number=decision.number,
        result=decision.result,
        text=digest(decision.text),
    )
