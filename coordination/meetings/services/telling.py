"""Who is concerned by a move hears of it in one mail, with what else moved meanwhile."""

from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_noop

from coordination.mail.models import Message
from coordination.mail.services import queue_message, supersede_messages
from coordination.mail.services.withdrawing import WAITING
from coordination.people.models import Recipient, User
from coordination.people.services import recipient_for

from ..dependents import MovePlan, Told, written
from ..queries.expected import seen_of
from .invitations import UNDO

MOVED = "meetings.moved"
LONGEST = timedelta(hours=1)
"""However often it is moved again, nobody waits longer than this for the first news."""

TOGETHER = gettext_noop("It is told together with a later move.")
BACK = gettext_noop("Everything stands again where it stood.")

News = dict[str, dict[str, Any]]
"""What moved, by id: where it stood when she last heard of it, and where it went."""


def tell_moved(plan: MovePlan, *, reason: str, by: User, at: datetime) -> None:
    """Queue one mail for each whom it concerns, instead of those of hers that still wait.

    It leaves a quarter of an hour after the last move. What stands again where she knew it is
    left out, and without anything else there is no mail. The reason is for who may see what moved.
    """
    meetings = [move.meeting for move in plan.moves]
    first = meetings[0]
    key = f"{first.pk}:{first.version}"
    for told in plan.told:
        if told.who.pk != by.pk:
            reads = reason and (told.moves or seen_of(told.who, meetings) == meetings)
            _tell(recipient_for(told.who), told, key, reason=reason if reads else "", at=at)


def _tell(recipient: Recipient, told: Told, key: str, *, reason: str, at: datetime) -> None:
    waiting = _waiting(recipient)
    meetings, things = _news(told)
    reasons = [reason] if reason else []
    since = at
    for message in reversed(waiting):
        meetings = _merged(message.payload["meetings"], meetings)
        things = _merged(message.payload["things"], things)
        reasons = [*message.payload["reasons"], *reasons]
        since = min(since, datetime.fromisoformat(message.payload["since"]))
    meetings, things = _changed(meetings), _changed(things)
    stays = not (meetings or things)
    earlier = Message.objects.filter(pk__in=[message.pk for message in waiting])
    supersede_messages(messages=earlier, reason=BACK if stays else TOGETHER)
    if stays:
        return
    queue_message(
        recipient=recipient,
        kind=MOVED,
        key=key,
        payload={
            "since": since.isoformat(),
            "meetings": meetings,
            "things": things,
            "reasons": list(dict.fromkeys(reasons)),
        },
        at=at,
        not_before=max(at, min(at + UNDO, since + LONGEST)),
    )


def _waiting(recipient: Recipient) -> list[Message]:
    rows = Message.objects.filter(recipient=recipient, kind=MOVED, status__in=WAITING)
    return list(rows.select_for_update(of=("self",)).order_by("queued_at", "pk"))


def _news(told: Told) -> tuple[News, News]:
    meetings = {
        str(move.meeting.pk): {"was": move.was.written(), "now": move.becomes.written()}
        for move in told.moves
    }
    things = {
        shift.key: {"was": written(shift.was), "now": written(shift.becomes)}
        for shift in told.shifts
    }
    return meetings, things


def _merged(earlier: News, later: News) -> News:
    """The later place of each, with where it stood before the first of its moves."""
    merged = {**earlier, **later}
    for key in earlier.keys() & later.keys():
        merged[key] = {"was": earlier[key]["was"], "now": later[key]["now"]}
    return merged


def _changed(news: News) -> News:
    return {key: one for key, one in news.items() if one["was"] != one["now"]}
