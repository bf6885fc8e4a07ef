"""What comes in during an exercise, in the post of whom it is for."""

from django.utils.translation import gettext_lazy

from coordination.mail.kinds import MailKind, Notice, Rendered, mail_kinds
from coordination.mail.links import absolute
from coordination.mail.models import Message

from .models import MAIL, Inject, InjectKind


def render(message: Message) -> Rendered:
    inject = Inject.objects.select_related("paper", "region").get(pk=message.payload["inject"])
    place = inject.paper or inject.region
    path = place.get_absolute_url() if place is not None else "/"
    kind = InjectKind(inject.kind).label
    subject = inject.title if inject.kind == InjectKind.MESSAGE else f"{kind}: {inject.title}"
    text = inject.text if place is None else f"{inject.text}\n\n{absolute(path)}"
    return Rendered(
        subject[:1].upper() + subject[1:], text, Notice(moment=inject.due_at, path=path)
    )


mail_kinds.add(
    MAIL,
    MailKind(gettext_lazy("what comes in during an exercise"), render, urgent=True),
)
