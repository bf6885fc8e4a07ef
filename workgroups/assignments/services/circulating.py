"""A version goes round for a shared picture, as a request for input to the organisations."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from coordination.actions.terms import Term
from coordination.audit.deeds import deed
from coordination.contributions.models import AnswerForm
from coordination.contributions.services import Question, ask_with_point, withdraw_contribution
from coordination.contributions.terms import Before
from coordination.kit.history import save_as
from coordination.kit.refusals import NotAllowed
from coordination.people.models import Organisation, User

from ..differences import part_text
from ..facts import AssignmentFacts, consultation_lines
from ..models import Assignment, AssignmentStatus
from ..permissions import can_circulate
from .saving import index, lock_draft, note

ROOM = 3_900  # of the 4,000 characters that a question and its instructions may have


@deed
def circulate_assignment(
    *,
    assignment: Assignment,
    version: int,
    term: Term | Before,
    by: User,
    at: datetime,
    members: Sequence[Organisation] = (),
) -> Assignment:
    """The draft to all organisations of the team, or to `members`; from now on it stays as it is.

    Each says by the term whether it shares the picture, in the app or from its mail; planning
    bureaus and institutes give a reflection. What an earlier version still asked is withdrawn.
    """
    draft = lock_draft(assignment, version, by)
    if not can_circulate(by, draft.team):
        raise NotAllowed(_("Only the lead and the secretary of the team circulate and adopt."))
    _withdraw_earlier(draft, by=by, at=at)
    # kept text is in the language of the reports, whoever circulates
    with override("nl"):
        question = _question(draft)
    draft.contribution = ask_with_point(
        dossier=draft.team.dossier,
        body=draft.team.body,
        question=question,
        term=term,
        members=members,
        by=by,
        at=at,
    )
    draft.status = AssignmentStatus.CIRCULATED
    draft.circulated_at, draft.circulated_by = at, by
    draft.version += 1
    save_as(draft, by=by, at=at)
    for row in draft.consultations.all():
        save_as(row, by=by, at=at)
    index(draft, at=at)
    asked = draft.contribution.action_point.parts.count()
    note("circulated", draft, draft, by=by, at=at, organisations=asked)
    return draft


def _withdraw_earlier(draft: Assignment, *, by: User, at: datetime) -> None:
    """Nobody answers about a version that has been overtaken."""
    rows = Assignment.objects.filter(team=draft.team, contribution__isnull=False)
    for earlier in rows.exclude(pk=draft.pk).select_related("contribution__action_point"):
        asked = earlier.contribution
        assert asked is not None
        if not asked.is_open:
            continue
        with override("nl"):
            reason = _("Version %(number)s takes its place.") % {"number": draft.number}
        withdraw_contribution(
            contribution=asked, version=asked.version, reason=reason, by=by, at=at
        )


def _question(draft: Assignment) -> Question:
    """The whole text goes with it, so that a mailbox without an account can read it."""
    named = {
        "team": f"{draft.team.code} {draft.team.subject}",
        "number": draft.number,
        "remark": f" ({draft.remark})" if draft.remark else "",
    }
    asked = _("Assignment of %(team)s, version %(number)s%(remark)s: do you share this picture?")
    facts = AssignmentFacts.of(draft)
    parts = [f"{number}. {part_text(one)}" for number, one in enumerate(facts.parts, 1)]
    pending = consultation_lines(facts.consultations)
    if pending:
        pending = _("Still to be spoken to:\n%(lines)s") % {"lines": pending}
    whole = "\n\n".join(filter(None, [facts.text, facts.scope, *parts, pending]))
    if len(whole) > ROOM:
        rest = _("The whole text stands in Baken.")
        whole = f"{whole[: ROOM - 60]} …\n\n{rest}"
    return Question(asked % named, AnswerForm.SHARED_PICTURE, whole)
