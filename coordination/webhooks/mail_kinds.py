"""The mail to the owner of a webhook that was switched off by itself."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from coordination.mail.kinds import MailKind, Notice, Rendered, mail_kinds
from coordination.mail.links import absolute
from coordination.mail.models import Message

from .models import Webhook

NOT_ANY_MORE = gettext_noop("The webhook is on again, or gone.")


def off(message: Message) -> Rendered:
    webhook = Webhook.objects.get(pk=message.payload["webhook"])
    lines = [
        _("The webhook %(name)s was switched off.") % {"name": webhook.name},
        webhook.off_reason_text,
        absolute(webhook.get_absolute_url()),
    ]
    subject = _("Webhook switched off: %(name)s") % {"name": webhook.name}
    return Rendered(
        subject, "\n\n".join(lines), Notice("", message.queued_at, webhook.get_absolute_url())
    )


def still_off(message: Message) -> str | None:
    off_now = Webhook.objects.filter(pk=message.payload["webhook"], active=False).exists()
    return None if off_now else NOT_ANY_MORE


mail_kinds.add(
    "webhooks.off",
    MailKind(gettext_lazy("webhook off"), render=off, still_due=still_off, rests=True),
)
