"""The words of the mail about a request for input."""

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.actions.models import ActionPart, ActionStatus, PartStatus
from coordination.mail.kinds import Notice, Rendered
from coordination.mail.links import absolute
from coordination.mail.models import Message

from .models import Contribution, Reply, Verdict
from .queries.answering import answer_lines, asked_in_words, closes_in_words


def render_asked(message: Message) -> Rendered:
    asked = _asked(message)
    return _rendered(message, asked, _("Input asked: %(title)s") % {"title": _title(asked)}, [])


def render_reminder(message: Message) -> Rendered:
    asked = _asked(message)
    lines = [_("Your input has not come in yet.")]
    return _rendered(message, asked, _("Reminder: %(title)s") % {"title": _title(asked)}, lines)


def render_withdrawn(message: Message) -> Rendered:
    asked = _asked(message)
    lines = [_("This request was withdrawn; nothing is asked of you any more.")]
    if asked.action_point.dropped_because:
        lines.append(_("Reason: %(reason)s") % {"reason": asked.action_point.dropped_because})
    return _rendered(message, asked, _("Withdrawn: %(title)s") % {"title": _title(asked)}, lines)


def render_objected(message: Message) -> Rendered:
    """To who asked: by which organisation and why; the round stays open."""
    asked, reply = _asked(message), _reply(message)
    named = {"code": reply.organisation.code, "title": _title(asked)}
    if asked.is_shared:
        lines = [_("%(code)s does not agree.") % named, reply.text]
        if reply.proposed:
            lines.append(_("Proposed text: %(text)s") % {"text": reply.proposed})
        subject = _("%(code)s does not agree: %(title)s") % named
        return _rendered(message, asked, subject, lines)
    lines = [
        _("%(code)s objects, so the written round stops here.") % named,
        reply.text,
    ]
    return _rendered(message, asked, _("%(code)s objects: %(title)s") % named, lines)


def asked_still_due(message: Message) -> str | None:
    """Not any more once it was closed, or answered before the mail left."""
    return _no_longer_awaited(message)


def reminder_still_due(message: Message) -> str | None:
    return _no_longer_awaited(message)


def withdrawn_still_due(message: Message) -> str | None:
    """Not any more once it was restored."""
    dropped = _asked(message).action_point.status == ActionStatus.DROPPED
    return None if dropped else "the request was restored"


def objected_still_due(message: Message) -> str | None:
    """Not any more once the objection was taken back."""
    reply = _reply(message)
    stands = reply.withdrawn_at is None and reply.verdict in (Verdict.OBJECT, Verdict.NOT_AGREED)
    return None if stands else "the objection was taken back"


def _no_longer_awaited(message: Message) -> str | None:
    asked = _asked(message)
    if not asked.is_open:
        return "the request was closed"
    awaited = ActionPart.objects.filter(
        action_point=asked.action_point_id,
        organisation=message.payload["organisation"],
        status=PartStatus.OPEN,
    )
    return None if awaited.exists() else "the organisation has replied"


def _asked(message: Message) -> Contribution:
    found: Contribution = Contribution.objects.select_related(
        "action_point__body", "asked_by__organisation"
    ).get(pk=message.payload["contribution"])
    return found


def _reply(message: Message) -> Reply:
    found: Reply = Reply.objects.select_related("organisation").get(pk=message.payload["reply"])
    return found


def _title(asked: Contribution) -> str:
    first = asked.question.splitlines()[0]
    return first if len(first) <= 100 else f"{first[:99]}…"


def _rendered(message: Message, asked: Contribution, subject: str, lines: list[str]) -> Rendered:
    """The whole request, or its notice for who may see her point and not its dossier."""
    moment = closes_in_words(asked)
    path = asked.get_absolute_url()
    links = "\n".join(answer_lines(message.recipient, asked, at=message.queued_at))
    shown = [*lines, asked.question, asked.instructions]
    if asked.is_open:
        shown.append(asked_in_words(asked))
        shown.append(_("Reply by %(moment)s.") % {"moment": moment})
        if asked.is_round:
            shown.append(_("No answer by then counts as agreed."))
        elif asked.is_shared:
            shown.append(_("No answer is no agreement."))
    page = f"{_where(message, asked)}: {absolute(path)}"
    shown.append("\n".join(filter(None, [links, page])))
    notice = Notice(asked.number, timezone.localtime(asked.closes_at), path)
    if message.payload.get("notice"):
        number = _("Number: %(number)s") % {"number": asked.number}
        words = filter(None, [number, moment, links, absolute(path)])
        return Rendered(_("Something is waiting for you in Baken"), "\n".join(words), notice)
    return Rendered(subject, "\n\n".join(line for line in shown if line), notice)


def _where(message: Message, asked: Contribution) -> str:
    if not asked.is_open:
        return _("Read on")
    return _("Read and reply here") if message.recipient.user_id else _("With an account")
