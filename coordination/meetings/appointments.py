"""Meetings as appointments in somebody's own calendar, which lies outside Baken."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import gettext as _

from coordination.kit import clock
from coordination.kit.calendars import Appointment, Invited, Method, invitation
from coordination.mail.links import absolute, host
from coordination.people.models import Recipient

from .models import Meeting, MeetingStatus


def appointment_of(meeting: Meeting, *, at: datetime) -> Appointment:
    """What of a meeting may stand in a calendar that is kept elsewhere.

    Of a classified dossier the hours and the way to it alone, of one under embargo no subject.
    """
    classified = meeting.dossier.is_classified
    embargo = meeting.dossier.embargo_until
    subject = "" if classified or (embargo and embargo > at) else meeting.subject
    name = _("Meeting") if classified else meeting.body.name
    return Appointment(
        uid=f"{meeting.pk}@{host()}",
        sequence=meeting.version,
        title=f"{name}: {subject}" if subject else name,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        stamped_at=meeting.cancelled_at or meeting.created_at,
        place="" if classified else meeting.place,
        url=absolute(meeting.get_absolute_url()),
        is_cancelled=meeting.status == MeetingStatus.CANCELLED,
    )


def invite_to(meeting: Meeting, recipient: Recipient) -> str:
    """The invitation that goes with a mail; for a cancelled meeting its withdrawal."""
    appointment = appointment_of(meeting, at=clock.now())
    method = Method.CANCEL if appointment.is_cancelled else Method.REQUEST
    who = Invited(parseaddr(settings.DEFAULT_FROM_EMAIL)[1], recipient.address)
    return invitation(appointment, method, who).decode()
