"""The words of the one mail that says a cycle is skipped, or taken up again."""

from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from coordination.mail.kinds import Notice, Rendered
from coordination.mail.links import absolute
from coordination.mail.models import Message
from coordination.meetings.appointments import invite_to
from coordination.meetings.models import Meeting, MeetingStatus
from coordination.meetings.plan_mail import waiting_said

from .models import Cycle


def skipped_still_due(message: Message) -> str | None:
    """Not any more once it was taken up again or skipped anew."""
    if _cycle(message).version != message.payload["version"]:
        return "it was undone"
    return None


def render_skipped(message: Message) -> Rendered:
    """Why, and which of her meetings do not take place."""
    cycle = _cycle(message)
    reason = _("Reason: %(reason)s") % {"reason": message.payload["reason"]}
    gone = _meetings(message, status=MeetingStatus.CANCELLED)
    head = _("These meetings do not take place:") if gone else ""
    said = [reason, head, _lines(gone), waiting_said(message) if gone else ""]
    subject = _("The cycle of %(first)s to %(last)s is skipped") % _days(cycle)
    return _rendered(message, cycle, subject, said, gone)


def render_resumed(message: Message) -> Rendered:
    """Which of her meetings take place after all."""
    cycle = _cycle(message)
    back = _meetings(message, status=MeetingStatus.PLANNED)
    head = _("These meetings take place after all:") if back else ""
    said = [head, _lines(back), waiting_said(message) if back else ""]
    subject = _("The cycle of %(first)s to %(last)s takes place after all") % _days(cycle)
    return _rendered(message, cycle, subject, said, back)


def _cycle(message: Message) -> Cycle:
    rows = Cycle.objects.select_related("cadence__dossier")
    found: Cycle = rows.get(pk=message.payload["cycle"])
    return found


def _meetings(message: Message, *, status: str) -> list[Meeting]:
    rows = Meeting.objects.filter(pk__in=message.payload["meetings"], status=status)
    return list(rows.select_related("body", "dossier").order_by("starts_at", "body__code"))


def _invited(meeting: Meeting, message: Message) -> bool:
    """Expected there, and not only keeping what waits for it."""
    payload = message.payload
    return str(meeting.pk) in payload.get("invited", payload["meetings"])


def _lines(meetings: list[Meeting]) -> str:
    lines = []
    for meeting in meetings:
        starts = timezone.localtime(meeting.starts_at)
        day, hour = date_format(starts, "l j F"), time_format(starts, "TIME_FORMAT")
        lines.append(f"- {day}, {hour}: {meeting.body.name}")
    return "\n".join(lines)


def _days(cycle: Cycle) -> dict[str, Any]:
    return {
        "first": date_format(cycle.starts_on, "j F"),
        "last": date_format(cycle.last_day, "j F"),
    }


def _rendered(
    message: Message, cycle: Cycle, subject: str, said: list[str], meetings: list[Meeting]
) -> Rendered:
    """In words, with for each meeting what a calendar needs to strike it or take it over."""
    path = cycle.get_absolute_url()
    # who has no account is led nowhere
    link = "" if message.recipient.contact else absolute(path)
    parts = [cycle.cadence.name, *said, link]
    text = "\n\n".join(part for part in parts if part)
    return Rendered(
        subject,
        text,
        Notice(number=subject, path=path),
        "".join(
            invite_to(meeting, message.recipient)
            for meeting in meetings
            if _invited(meeting, message)
        ),
    )
