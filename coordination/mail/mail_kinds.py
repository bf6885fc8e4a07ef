"""Mail about an account: invitations, codes, a lost password. Its words come from Django."""

from django.utils.translation import gettext_lazy as _

from .kinds import MailKind, Notice, Rendered, mail_kinds
from .models import Message


def render(message: Message) -> Rendered:
    return Rendered(message.subject, message.body, Notice())


mail_kinds.add("account", MailKind(_("account"), render=render, account=True))
