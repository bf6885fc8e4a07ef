"""The end of a written round: no answer is agreed, an objection stops it."""

import logging
from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.actions.models import ActionPart, PartStatus
from coordination.decisions.models import Decision
from coordination.decisions.services import record_decision_outside_meeting
from coordination.kit.history import save_as
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import AnswerForm, Contribution, Reply, Verdict
from .saving import note

log = logging.getLogger(__name__)
ROOM = 9_000  # of the 10,000 characters that a decision's reservations may have


class Objected(Refusal):
    """Who objects stops the round; there is talk to be had first."""

    status = 409


class StillRunning(Refusal):
    """Only from its moment on no answer is an answer."""

    status = 409


def close_due_rounds(*, at: datetime) -> list[Contribution]:
    """The rounds whose moment has come and that nobody objects to, closed for who asked."""
    from .closing import close_contribution  # which ends a round with what stands here

    closed = []
    for contribution in _due(at):
        by, version = contribution.asked_by, contribution.version
        try:
            closed.append(
                close_contribution(contribution=contribution, version=version, by=by, at=at)
            )
        except Refusal as refusal:
            # it stays open, and its page says that its moment has passed
            log.info("round %s stays open: %s", contribution.pk, type(refusal).__name__)
    return closed


def decide(contribution: Contribution, *, by: User, at: datetime) -> Decision:
    """The decision of the body, marked as written, with what each organisation replied."""
    point = contribution.action_point
    parts = point.parts.select_related("organisation").order_by("organisation__code")
    replies = standing_replies(contribution)
    _refuse_unfinished(contribution, parts, replies, at)
    assert point.body is not None
    moment = min(at, contribution.closes_at)
    decision = record_decision_outside_meeting(
        taken_by=point.body,
        taken_on=timezone.localdate(moment),
        dossier=point.dossier,
        text=contribution.question,
        reason=_listed(contribution, parts, replies),
        reservations=_remarks(replies.values()),
        written=True,
        by=by,
        at=at,
    )
    contribution.decision = decision
    save_as(contribution, by=by, at=at)
    note("decided", contribution, by=by, at=at, decision=decision.pk, part=True)
    return decision


def standing_replies(contribution: Contribution) -> dict[object, Reply]:
    """The reply that counts, per organisation."""
    found = contribution.replies.standing().select_related("organisation").order_by("number")
    return {reply.organisation_id: reply for reply in found}


def _due(at: datetime) -> list[Contribution]:
    today = timezone.localdate(at)
    rows = Contribution.objects.open().filter(
        form=AnswerForm.WRITTEN_ROUND, action_point__due_on__lte=today, decision=None
    )
    rows = rows.select_related("action_point", "asked_by").order_by("action_point__due_on", "pk")
    return [one for one in rows if one.closes_at <= at]


def _refuse_unfinished(
    contribution: Contribution,
    parts: Iterable[ActionPart],
    replies: dict[object, Reply],
    at: datetime,
) -> None:
    against = [r.organisation.code for r in replies.values() if r.verdict == Verdict.OBJECT]
    if against:
        sentence = _("%(codes)s objects. Settle that first, or withdraw the round.")
        raise Objected(sentence % {"codes": ", ".join(sorted(against))})
    if at < contribution.closes_at and any(part.status == PartStatus.OPEN for part in parts):
        sentence = _("The round runs until %(moment)s, and not everybody has replied.")
        raise StillRunning(sentence % {"moment": contribution.closes_in_words})


def _listed(
    contribution: Contribution, parts: Iterable[ActionPart], replies: dict[object, Reply]
) -> str:
    head = _("In writing, until %(moment)s.") % {"moment": contribution.closes_in_words}
    lines = [f"{part.organisation.code}: {_said(part, replies)}" for part in parts]
    return "\n".join([head, *lines])


def _said(part: ActionPart, replies: dict[object, Reply]) -> str:
    reply = replies.get(part.organisation_id)
    if reply is not None and reply.verdict != Verdict.NOT_APPLICABLE:
        return str(reply.get_verdict_display())
    match part.status:
        case PartStatus.OPEN:
            return _("no answer, so agreed")
        case PartStatus.NOT_APPLICABLE:
            return str(part.get_status_display())
        case _:
            return _("reported as agreed")


def _remarks(replies: Iterable[Reply]) -> str:
    """Remarks with their organisation, shortened where they would not fit."""
    made = [reply for reply in replies if reply.verdict == Verdict.REMARKS]
    most = ROOM // max(1, len(made))
    return "\n".join(f"{reply.organisation.code}: {_short(reply.text, most)}" for reply in made)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most - 20 else f"{text[: most - 20]} …"
