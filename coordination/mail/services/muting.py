"""Which mail a person has in the app only."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..kinds import mail_kinds, optional_kinds
from ..models import IN_THE_APP, Message, Muted, Status


class Obliged(Refusal):
    """Mail that asks something, or cannot wait, is always sent."""


@deed
def choose_mail(*, user: User, muted: Iterable[str], at: datetime) -> list[str]:
    """The kinds she is not mailed from now on, and no others; refuses those that are obliged.

    What was queued before stays as it was.
    """
    locked(user)
    wanted, allowed = set(muted), optional_kinds()
    for kind in sorted(wanted):
        if kind not in allowed:
            known = mail_kinds[kind].label if kind in mail_kinds else kind
            raise Obliged(_("“%(kind)s” is always mailed.") % {"kind": known}, field="muted")
    before = set(Muted.objects.filter(user=user).values_list("kind", flat=True))
    Muted.objects.filter(user=user, kind__in=before - wanted).delete()
    added = sorted(wanted - before)
    Muted.objects.bulk_create(Muted(user=user, kind=kind, since=at) for kind in added)
    record("mail.chosen", user, by=user, at=at, muted=sorted(wanted))
    return sorted(wanted)


def keep_in_the_app(message: Message) -> None:
    """Let a message of a kind she muted be a notice and no mail."""
    if message.kind not in optional_kinds():
        return
    if Muted.objects.filter(user__recipient=message.recipient_id, kind=message.kind).exists():
        message.status, message.reason = Status.SKIPPED, IN_THE_APP
