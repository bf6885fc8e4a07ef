"""The words of the mail that says a meeting is planned, cancelled or restored."""

from datetime import datetime
from uuid import UUID

from django.db.models.functions import Length
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from coordination.mail.kinds import Notice, Rendered
from coordination.mail.links import absolute
from coordination.mail.models import Message, Status

from .appointments import invite_to
from .dependents import Said, dependents
from .models import Meeting, MeetingStatus
from .outsiders import subject_for

PLANS = ("meetings.invited", "meetings.cancelled", "meetings.restored")
# kept with the message as they stand here, and shown in the reader's language
NOT_PLANNED = gettext_noop("The meeting is no longer planned.")
MOVED_AGAIN = gettext_noop("The meeting was moved again.")
NEVER_GONE = gettext_noop("The meeting was restored before anybody heard of it.")
RESTORED = gettext_noop("The meeting was restored.")
ARRIVED = (Status.SENDING, Status.SENT, Status.UNCERTAIN)


def render_invited(message: Message) -> Rendered:
    meeting = _meeting(message)
    subject = _("%(body)s meets on %(day)s") % _names(meeting)
    return _rendered(message, meeting, subject, [_when(meeting)])


def render_cancelled(message: Message) -> Rendered:
    meeting = _meeting(message)
    subject = _("%(body)s on %(day)s is cancelled") % _names(meeting)
    return _rendered(message, meeting, subject, [*_reason(message), waiting_said(message)])


def render_restored(message: Message) -> Rendered:
    meeting = _meeting(message)
    subject = _("%(body)s on %(day)s takes place after all") % _names(meeting)
    return _rendered(message, meeting, subject, [_when(meeting), waiting_said(message)])


def planned_still_due(message: Message) -> str | None:
    """Not any more once it has begun, was cancelled, or a mail about its move says it all.

    Where it was moved silently this one says where it is now.
    """
    meeting = _meeting(message)
    if meeting.status != MeetingStatus.PLANNED:
        return NOT_PLANNED
    moved = datetime.fromisoformat(message.payload["starts_at"]) != meeting.starts_at
    return MOVED_AGAIN if moved and _is_told_of_its_move(message) else None


def _is_told_of_its_move(message: Message) -> bool:
    later = message.recipient.messages.filter(
        kind="meetings.moved", queued_at__gte=message.queued_at
    )
    told = later.exclude(status__in=[Status.CANCELLED, Status.SUPERSEDED, Status.SKIPPED])
    meeting = message.payload["meeting"]
    return any(meeting in payload["meetings"] for payload in told.values_list("payload", flat=True))


def restored_still_due(message: Message) -> str | None:
    """Nor to who never heard that it was cancelled, and knows of it."""
    return planned_still_due(message) or (NEVER_GONE if _knows_it_planned(message) else None)


def _knows_it_planned(message: Message) -> bool:
    """Whether the last mail that reached this recipient did not say that it is cancelled."""
    told = message.recipient.messages.filter(kind__in=PLANS, status__in=ARRIVED)
    about = told.filter(key__startswith=f"{message.payload['meeting']}:")
    # where the clock of a story stands still, the version of the meeting in the key says which
    newest = about.order_by("-queued_at", Length("key").desc(), "-key")
    last = newest.values_list("kind", flat=True).first()
    # who is not expected was never invited, and knows of it until she heard otherwise
    return last != "meetings.cancelled" and (last is not None or not _is_expected(message))


def cancelled_still_due(message: Message) -> str | None:
    """Not any more once it was restored."""
    restored = _meeting(message).status != MeetingStatus.CANCELLED
    return RESTORED if restored else None


def _meeting(message: Message) -> Meeting:
    found: Meeting = Meeting.objects.select_related("body", "dossier").get(
        pk=message.payload["meeting"]
    )
    return found


def _names(meeting: Meeting) -> dict[str, str]:
    day = date_format(timezone.localtime(meeting.starts_at), "l j F")
    return {"body": meeting.body.name, "day": day}


def _when(meeting: Meeting) -> str:
    ends = timezone.localtime(meeting.ends_at)
    place = f"\n{meeting.place}" if meeting.place else ""
    return f"{_moment(meeting.starts_at)}–{ends:%H.%M}{place}"


def _moment(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{date_format(local, 'l j F Y')}, {local:%H.%M}"


def _reason(message: Message) -> list[str]:
    reason = message.payload.get("reason")
    return [_("Reason: %(reason)s") % {"reason": reason}] if reason else []


def _is_expected(message: Message) -> bool:
    """Or told because something of hers is to be dealt with there."""
    return bool(message.payload.get("expected", True))


def waiting_said(message: Message) -> str:
    """What of hers is to be dealt with there, as far as she may read it."""
    keys = [key.partition(":") for key in message.payload.get("things", [])]
    found: list[Said] = []
    for name in dependents.names():
        pks = [UUID(pk) for named, _colon, pk in keys if named == name]
        found += dependents[name].said_to(pks, message.recipient).values() if pks else []
    found.sort(key=lambda said: (said.moment, said.what))
    lines = [f"- {said.what}{_way_to(said, message)}" for said in found]
    return "\n".join([_("This of yours waits for it:"), *lines]) if lines else ""


def _way_to(said: Said, message: Message) -> str:
    return "" if message.recipient.contact else f"\n  {absolute(said.url)}"


def _rendered(message: Message, meeting: Meeting, subject: str, lines: list[str]) -> Rendered:
    path = meeting.get_absolute_url()
    # who has no account is led nowhere
    link = "" if message.recipient.contact else _("Agenda and papers") + f": {absolute(path)}"
    shown = [subject_for(meeting, message.recipient), *lines, link]
    return Rendered(
        subject=subject,
        text="\n\n".join(line for line in shown if line),
        notice=Notice(number=subject, moment=timezone.localtime(meeting.starts_at), path=path),
        calendar=invite_to(meeting, message.recipient) if _is_expected(message) else "",
    )
