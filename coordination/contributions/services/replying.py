"""What an organisation replies; a correction is the next reply, the earlier ones stay."""

import hashlib
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
from coordination.mail.models import Answer as MailAnswer
from coordination.papers.models import PaperVersion
from coordination.papers.services import supply_asked
from coordination.people.models import Organisation, User

from ..models import KNOWLEDGE, AnswerForm, Contribution, Reply, Verdict
from ..permissions import can_reply, replies_for
from .letters import tell_objection
from .saving import checked, note, part_in, refuse_closed, standing_reply

WHY = {
    Verdict.REMARKS: _("Type your remarks."),
    Verdict.OBJECT: _("Say why you object."),
    Verdict.NOT_AGREED: _("Say what you see otherwise."),
    Verdict.REFLECTION: _("Type your reflection."),
    Verdict.NOT_APPLICABLE: _("Say in a few words why this is not for you."),
}


MEANWHILE = _("A colleague replied meanwhile; look at it again.")


class Incomplete(Refusal):
    """The reply lacks what was asked for."""


class NeverAgrees(Refusal):
    """Who is asked for knowledge is not asked to agree."""


class NotStanding(Refusal):
    """It was taken back or replaced already."""

    status = 409


@dataclass(frozen=True)
class Answer:
    """`keeps_file` lets the file of the reply before stand where none is uploaded.

    `proposed` is how the text should read, of who does not agree with it.
    """

    text: str = ""
    verdict: Verdict = Verdict.ANSWER
    upload: "UploadedFile[Any] | None" = None
    keeps_file: bool = True
    proposed: str = ""


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
    reply = Reply(contribution=contribution, organisation=organisation, at=at, by=by)
    return _keep(reply, part, answer)


@deed
def reply_from_mail(
    *, part: ActionPart, version: int, answer: Answer, mail: MailAnswer, at: datetime
) -> Reply:
    """The reply of who was asked, by a link in her mail; otherwise as `give_reply`.

    The very same sent twice is one reply: on the road the first thanks may have been lost.
    """
    contribution: Contribution = part.action_point.contribution
    contribution.action_point = locked(contribution.action_point)
    found = part_in(contribution, part.organisation)
    if not replies_for(mail.recipient, found):
        raise NotAllowed(_("You reply for your own organisation only."))
    before = standing_reply(contribution, part.organisation)
    if before is not None and _said_again(before, answer, mail):
        return before
    refuse_stale(found, version, MEANWHILE)
    reply = Reply(contribution=contribution, organisation=part.organisation, at=at, answer=mail)
    reply.by = mail.recipient.user
    return _keep(reply, found, answer)


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
    refuse_stale(part, version, MEANWHILE)
    return part


def _keep(reply: Reply, part: ActionPart, answer: Answer) -> Reply:
    contribution, organisation = reply.contribution, reply.organisation
    refuse_closed(contribution)
    reply.number = contribution.replies.filter(organisation=organisation).count() + 1
    reply.verdict = _verdict(contribution, organisation, answer)
    reply.late = reply.at > contribution.closes_at
    reply.text = checked(answer.text, "text", needed=_why(contribution, answer.verdict))
    reply.proposed = _proposed(answer)
    reply.file = _file(reply, answer, standing_reply(contribution, organisation))
    _refuse_incomplete(reply)
    who: dict[str, Any] = {"by": reply.by, "at": reply.at}
    save_as(reply, **who)
    status = _status(reply)
    report_part(part=part, version=part.version, status=status, answer=reply.answer, **who)
    if reply.verdict in (Verdict.OBJECT, Verdict.NOT_AGREED):
        tell_objection(reply, at=reply.at)
    _note("replied", reply, **who)
    return reply


def _said_again(before: Reply, answer: Answer, mail: MailAnswer) -> bool:
    """The standing reply came by this very link, with the same words and the same file."""
    link = before.answer.digest if before.answer else ""
    said = (before.verdict, before.text, before.proposed) == (
        answer.verdict,
        answer.text.strip(),
        answer.proposed.strip(),
    )
    if link != mail.digest or not said:
        return False
    if not answer.upload:
        return answer.keeps_file
    sent = hashlib.sha256(b"".join(answer.upload.chunks())).hexdigest()
    return before.file is not None and before.file.sha256 == sent


def _verdict(contribution: Contribution, organisation: Organisation, answer: Answer) -> Verdict:
    if answer.verdict not in contribution.verdicts_of(organisation):
        if contribution.is_shared and organisation.kind in KNOWLEDGE:
            sentence = _("%(code)s is asked for a reflection, never for agreement.")
            raise NeverAgrees(sentence % {"code": organisation.code}, field="verdict")
        raise Refusal(_("Choose one of the replies that are offered."), field="verdict")
    return answer.verdict


def _why(contribution: Contribution, verdict: Verdict) -> Any:
    """The sentence for words that lack; whom a round does not concern need not explain that."""
    positions = contribution.is_round or contribution.is_shared
    free = positions and verdict == Verdict.NOT_APPLICABLE
    return "" if free else WHY.get(verdict, "")


def _proposed(answer: Answer) -> str:
    text = checked(answer.proposed, "proposed")
    if text and answer.verdict != Verdict.NOT_AGREED:
        raise Refusal(_("A proposed text goes with not agreed only."), field="proposed")
    return text


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


def _note(verb: str, reply: Reply, *, by: User | None, at: datetime) -> None:
    said = {"organisation": reply.organisation_id, "reply": reply.pk, "verdict": reply.verdict}
    file = reply.file.sha256 if reply.file else ""
    text = digest(reply.text)
    note(verb, reply.contribution, by=by, at=at, text=text, file=file, late=reply.late, **said)
