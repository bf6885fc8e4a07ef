"""The words of the mail that says what came of one item."""

from django.utils.translation import gettext as _

from coordination.decisions.models import Result
from coordination.mail.kinds import Notice, Rendered
from coordination.mail.links import absolute
from coordination.mail.models import Message
from coordination.people.models import Recipient

from .models import Feedback
from .report.content import ReportItem
from .report.extract import extract_for
from .report.text import line_text, local, title_of


def render_feedback(message: Message) -> Rendered:
    """The item with its result and lines, as this recipient may read it, and where it stands."""
    feedback = _feedback(message)
    reader = extract_for(message.recipient, feedback.report, feedback.item)
    path = feedback.get_absolute_url()
    named = {"body": reader.report.body, "title": feedback.item.title}
    text = [
        _("What came of this item, from: %(report)s") % {"report": title_of(reader.report)},
        feedback.note,
        *(block for item in reader.report.items for block in _item(item)),
        _where(message.recipient) + f": {absolute(path)}",
    ]
    return Rendered(
        subject=_("Feedback from %(body)s: %(title)s") % named,
        text="\n\n".join(filter(None, text)),
        notice=Notice(
            number=_("Feedback from %(body)s") % named,
            moment=local(reader.report.starts_at),
            path=path,
        ),
    )


def feedback_still_due(message: Message) -> str | None:
    """Not any more once it was taken back, or the report was."""
    feedback = _feedback(message)
    if feedback.withdrawn_at is not None:
        return "the feedback was taken back"
    return None if feedback.item.meeting.is_kept else "the report was taken back"


def _item(item: ReportItem) -> list[str]:
    asked = item.requested_decision
    return [
        item.title,
        _("Requested decision") + f": {asked}" if asked else "",
        _("Result") + f": {Result(item.result).label}" if item.result else "",
        "\n".join(f"- {line_text(line)}" for line in item.lines),
    ]


def _where(recipient: Recipient) -> str:
    return _("Read on") if recipient.user_id else _("With an account")


def _feedback(message: Message) -> Feedback:
    found: Feedback = Feedback.objects.select_related(
        "item__meeting__body", "item__dossier", "report"
    ).get(pk=message.payload["feedback"])
    return found
