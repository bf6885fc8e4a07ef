"""The words of the mail that says an agenda item came back."""

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.mail.kinds import Notice, Rendered
from coordination.mail.links import absolute
from coordination.mail.models import Message

from .models import AgendaItem, Submission


def render_returned(message: Message) -> Rendered:
    """What is missing, and where it can be submitted again."""
    item = _item(message)
    starts_at = timezone.localtime(item.meeting.starts_at)
    named = {
        "title": item.title,
        "body": item.meeting.body.name,
        "day": date_format(starts_at, "l j F"),
    }
    path = reverse("meetings:agenda", args=[item.meeting_id]) + f"#item-{item.pk}"
    return Rendered(
        subject=_("Returned: %(title)s") % named,
        text="\n\n".join(
            (
                _("The secretary of %(body)s returned your item for %(day)s: %(title)s") % named,
                _("Reason: %(reason)s") % {"reason": item.returned_because},
                _("Complete it and submit it again") + f": {absolute(path)}",
            )
        ),
        notice=Notice(
            number=_("Your item for %(body)s came back") % named, moment=starts_at, path=path
        ),
    )


def returned_still_due(message: Message) -> str | None:
    """Not any more once it was submitted again, accepted or removed."""
    item = _item(message)
    if item.submission != Submission.RETURNED or item.removed_at is not None:
        return "the item is no longer returned"
    return None


def _item(message: Message) -> AgendaItem:
    found: AgendaItem = AgendaItem.objects.select_related("meeting__body").get(
        pk=message.payload["item"]
    )
    return found
