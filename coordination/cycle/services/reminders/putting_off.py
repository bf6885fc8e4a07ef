"""Later: an owner who wants to hear of it again on a day of her choice."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from coordination.people.services import recipient_for

from ...due import DueItem
from ...models import PutOff

FARTHEST = dt.timedelta(days=42)


@deed
def put_off(*, item: DueItem, until: dt.date, by: User, at: dt.datetime) -> PutOff:
    """Say nothing of `item` to her before the morning of `until`.

    Refuses what is not hers, a day that has begun, one more than six weeks on, and one past the
    deadline while it is not late yet.
    """
    refuse_who_does_not_put_off(item, by)
    today = timezone.localdate(at)
    if until <= today:
        raise Refusal(_("Choose a day after today."), field="until")
    if until > today + FARTHEST:
        raise Refusal(_("Choose a day within six weeks."), field="until")
    if not item.is_late(at) and until > item.day:
        raise Refusal(_("It is due before that day. Choose an earlier one."), field="until")
    kept, _made = PutOff.objects.update_or_create(
        recipient=recipient_for(by),
        item=item.pk,
        defaults={"kind": item.kind, "until": until, "at": at, "by": by},
    )
    record("cycle.put_off", kept, by=by, at=at, dossier=item.dossier, item=item.pk, until=until)
    return kept


def refuse_who_does_not_put_off(item: DueItem, by: User) -> None:
    if item.person != by.pk:
        raise NotAllowed(_("Only who owes it puts its reminders off."))
