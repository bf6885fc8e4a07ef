"""The answer of a line, and the decision it led to."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed
from coordination.decisions.models import Decision
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import checked
from coordination.people.models import User

from ..models import AdviceRequest
from .saving import Ended, keep, lock_line, note


@deed
def answer_line(
    *,
    line: AdviceRequest,
    text: str,
    version: int,
    by: User,
    at: datetime,
    decision: Decision | None = None,
) -> AdviceRequest:
    """The answer as it was given, with the decision where one was taken; take_back_answer undoes.

    Refuses a line that has ended, and a decision `by` may not see.
    """
    line = lock_line(line, by, version=version)
    line.answer = checked(text, "text", needed=_("Type the answer."))
    line.answered_at, line.answered_by = at, by
    if decision is not None:
        line.decision = _seen(decision, by)
    keep(line, by=by, at=at)
    note("answered", line, by=by, at=at, text=line.answer, decision=line.decision_id)
    return line


@deed
def take_back_answer(*, line: AdviceRequest, version: int, by: User, at: datetime) -> AdviceRequest:
    """The line runs again; its decision is let go of with the answer."""
    line = lock_line(line, by, version=version, ended=True)
    if line.answered_at is None:
        raise Refusal(_("This advice line was not answered."))
    line.answer, line.decision = "", None
    line.answered_at = line.answered_by = None
    keep(line, by=by, at=at)
    note("answer_taken_back", line, by=by, at=at)
    return line


@deed
def link_decision(
    *, line: AdviceRequest, decision: Decision | None, version: int, by: User, at: datetime
) -> AdviceRequest:
    """The decision that the answer led to, which may be taken much later; None takes it off."""
    line = lock_line(line, by, version=version, ended=True)
    if line.answered_at is None:
        raise Ended(_("Note the answer first; then the decision it led to."))
    old = line.decision_id
    line.decision = None if decision is None else _seen(decision, by)
    keep(line, by=by, at=at)
    note("decision_linked", line, by=by, at=at, old=old, new=line.decision_id)
    return line


def _seen(decision: Decision, by: User) -> Decision:
    if not Decision.objects.visible_to(by).filter(pk=decision.pk).exists():
        raise NotAllowed(_("Choose a decision that you may see."), field="decision")
    return decision
