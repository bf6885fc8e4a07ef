"""What an organisation replies; a correction is the next reply, the earlier ones stay."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPart, PartStatus
from coordination.actions.services import report_part
from coordination.audit.deeds import deed, digest
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.papers.models import PaperVersion
from coordination.papers.services import supply_asked
from coordination.people.models import Organisation, User

from ..models import AnswerForm, Contribution, Reply, Verdict
from ..permissions import can_reply
from .letters import tell_objection
from .saving import checked, note, part_in, refuse_closed, standing_reply

ROUND = frozenset({Verdict.AGREE, Verdict.REMARKS, Verdict.OBJECT, Verdict.NOT_APPLICABLE})
INPUT = frozenset({Verdict.ANSWER, Verdict.NOT_APPLICABLE})
WHY = {
    Verdict.REMARKS: _("Type your remarks."),
    Verdict.OBJECT: _("Say why you object."),
    Verdict.NOT_APPLICABLE: _("Say in a few words why this is not for you."),
}


class Incomplete(Refusal):
    """The reply lacks what was asked for."""


class NotStanding(Refusal):
    """It was taken back or replaced already."""

    status = 409


@dataclass(frozen=True)
class Answer:
    """`keeps_file` lets the file of the reply before stand where none is uploaded."""

    text: str = ""
    verdict: Verdict = Verdict.ANSWER
    upload: "UploadedFile[Any] | None" = None
    keeps_file: bool = True


@deed
def give_reply(
    *,
    contribution: Contribution,
    organisation: Organisation,
    version: int,
    answer: Answer,
    by: User,
    at: datetime,
) -> Reply:
    """The organisation's reply, in the place of the one before; `version` is that of its part.

    After the closing moment it is taken and marked late, until the request is closed. Refuses
    another organisation's, and one without the text or file that was asked for.
    """
    contribution.action_point = locked(contribution.action_point)
    part = _part(contribution, organisation, version, by)
    refuse_closed(contribution)
    before = standing_reply(contribution, organisation)
    reply = Reply(
        contribution=contribution,
        organisation=organisation,
        number=contribution.replies.filter(organisation=organisation).count() + 1,
        verdict=_verdict(contribution, answer),
        late=at > contribution.closes_at,
        at=at,
        by=by,
    )
    reply.text = checked(answer.text, "text", needed=WHY.get(answer.verdict, ""))
    reply.file = _file(reply, answer, before)
    _refuse_incomplete(reply)
    save_as(reply, by=by, at=at)
    report_part(part=part, version=version, status=_status(reply), by=by, at=at)
    if reply.verdict == Verdict.OBJECT:
        tell_objection(reply, at=at)
    _note("replied", reply, by=by, at=at)
    return reply


@deed
def withdraw_reply(*, reply: Reply, version: int, by: User, at: datetime) -> Reply:
    """The standing reply taken back; the one before it, if any, stands again."""
    contribution = reply.contribution
    contribution.action_point = locked(contribution.action_point)
    part = _part(contribution, reply.organisation, version, by)
    refuse_closed(contribution)
    last = standing_reply(contribution, reply.organisation)
    if last is None or last.pk != reply.pk:
        raise NotStanding(_("This reply was taken back or replaced already."))
    last.withdrawn_at, last.withdrawn_by = at, by
    save_as(last, by=by, at=at)
    before = standing_reply(contribution, reply.organisation)
    status = _status(before) if before else PartStatus.OPEN
    report_part(part=part, version=version, status=status, by=by, at=at)
    _note("reply_withdrawn", last, by=by, at=at)
    return last


def _part(
    contribution: Contribution, organisation: Organisation, version: int, by: User
) -> ActionPart:
    part = part_in(contribution, organisation)
    if not can_reply(by, part):
        raise NotAllowed(_("You reply for your own organisation only."))
    refuse_stale(part, version, _("A colleague replied meanwhile; look at it again."))
    return part


def _verdict(contribution: Contribution, answer: Answer) -> Verdict:
    fitting = ROUND if contribution.is_round else INPUT
    if answer.verdict not in fitting:
        raise Refusal(_("Choose one of the replies that are offered."), field="verdict")
    return answer.verdict


def _file(reply: Reply, answer: Answer, before: Reply | None) -> PaperVersion | None:
    """The upload as the next version of the organisation's paper, or the file that stands."""
    earlier = before.file if before else None
    if not answer.upload:
        return earlier if answer.keeps_file else None
    point, organisation = reply.contribution.action_point, reply.organisation
    words = {"code": organisation.code, "number": point.number}
    return supply_asked(
        dossier=point.dossier,
        title=gettext("Reply of %(code)s to %(number)s") % words,
        upload=answer.upload,
        supplied_by=organisation,
        paper=earlier.paper if earlier and earlier.paper.removed_at is None else None,
        late=reply.late,
        by=reply.by,
        at=reply.at,
    )


def _refuse_incomplete(reply: Reply) -> None:
    if reply.verdict != Verdict.ANSWER:
        return
    form = reply.contribution.form
    if form == AnswerForm.TEXT and not reply.text:
        raise Incomplete(_("Type your input."), field="text")
    if form == AnswerForm.FILE and reply.file is None:
        raise Incomplete(_("Add the file that was asked for."), field="upload")
    if not reply.text and reply.file is None:
        raise Incomplete(_("Type your input or add a file."), field="text")


def _status(reply: Reply) -> PartStatus:
    absent = reply.verdict == Verdict.NOT_APPLICABLE
    return PartStatus.NOT_APPLICABLE if absent else PartStatus.IN


def _note(verb: str, reply: Reply, *, by: User, at: datetime) -> None:
    said = {"organisation": reply.organisation_id, "reply": reply.pk, "verdict": reply.verdict}
    file = reply.file.sha256 if reply.file else ""
    text = digest(reply.text)
    note(verb, reply.contribution, by=by, at=at, text=text, file=file, late=reply.late, **said)
