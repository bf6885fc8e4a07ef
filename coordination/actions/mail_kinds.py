"""What action points send: a point that came into her hands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coordination.mail.kinds import MailKind, Notice, Rendered, mail_kinds
from coordination.mail.links import absolute
from coordination.mail.models import Message

from .models import ActionPoint, ActionStatus, ActionUpdate, Verb
from .permissions import answers_for
from .queries.answering import answer_lines, points_for, term_words


def render_handed_over(message: Message) -> Rendered:
    """The point, why it came to her, and the links to answer; of a classified one its number."""
    point = ActionPoint.objects.select_related("dossier").get(pk=message.payload["point"])
    subject = _("%(number)s is handed over to you") % {"number": point.number}
    path = point.get_absolute_url()
    notice = Notice(number=point.number, path=path)
    page = _("Read on") + f": {absolute(path)}"
    if not points_for(message.recipient).filter(pk=point.pk).exists():
        return Rendered(subject, "\n\n".join((point.number, page)), notice)
    links = answer_lines(message.recipient, [point.pk], at=message.queued_at)
    answers = "\n".join(links.get(str(point.pk), ()))
    blocks = (point.text, term_words(point), _reason(message), answers, page)
    return Rendered(subject, "\n\n".join(filter(None, blocks)), notice)


def handed_over_still_due(message: Message) -> str | None:
    """Not any more once it was taken back, passed on or closed."""
    point = ActionPoint.objects.filter(pk=message.payload["point"]).first()
    if point is None or point.status != ActionStatus.OPEN:
        return "the action point is no longer open"
    return None if answers_for(message.recipient, point) else "the action point changed hands"


def _reason(message: Message) -> str:
    update = (
        ActionUpdate.objects.filter(
            action_point=message.payload["point"],
            verb=Verb.HANDED_OVER,
            version=message.payload["version"],
        )
        .select_related("by__organisation", "answer__recipient")
        .first()
    )
    if update is None:
        return ""
    who = update.by.label if update.by else str(update.answer or "")
    return _("Handed over by %(who)s: %(reason)s") % {"who": who, "reason": update.text}


mail_kinds.add(
    "actions.handed_over",
    MailKind(
        gettext_lazy("action point handed over"),
        render_handed_over,
        handed_over_still_due,
        rests=True,
    ),
)
