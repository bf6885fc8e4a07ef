"""What meetings send: the report, each reader her own part; the plan; items that came back, and
what came of them."""

from django.utils.translation import gettext_lazy

from coordination.mail.kinds import MailKind, Rendered, mail_kinds
from coordination.mail.models import Message

from . import feedback_mail, item_mail, move_mail, plan_mail
from .letter import letter_for
from .models import MeetingStatus, MinutesVersion
from .report.build import report_in
from .report.readers import reader_of


def render_report(message: Message) -> Rendered:
    """The kept version as this recipient may read it, her own points first."""
    version = _version(message)
    reader = reader_of(message.recipient, report_in(version))
    return letter_for(reader, version.meeting, answered_at=message.queued_at)


def report_still_due(message: Message) -> str | None:
    """Not any more once the circulation was taken back."""
    if _version(message).meeting.status in {MeetingStatus.CIRCULATED, MeetingStatus.ADOPTED}:
        return None
    return "the report was taken back"


def _version(message: Message) -> MinutesVersion:
    return MinutesVersion.objects.select_related("meeting__body").get(pk=message.payload["version"])


mail_kinds.add(
    "meetings.report",
    MailKind(gettext_lazy("report of a meeting"), render_report, report_still_due, optional=True),
)
mail_kinds.add(
    "meetings.invited",
    MailKind(
        gettext_lazy("meeting planned"), plan_mail.render_invited, plan_mail.planned_still_due
    ),
)
mail_kinds.add(
    "meetings.moved",
    MailKind(gettext_lazy("meeting moved"), move_mail.render_moved, move_mail.moved_still_due),
)
mail_kinds.add(
    "meetings.cancelled",
    MailKind(
        gettext_lazy("meeting cancelled"),
        plan_mail.render_cancelled,
        plan_mail.cancelled_still_due,
    ),
)
mail_kinds.add(
    "meetings.restored",
    MailKind(
        gettext_lazy("meeting restored"), plan_mail.render_restored, plan_mail.restored_still_due
    ),
)
mail_kinds.add(
    "meetings.item_returned",
    MailKind(
        gettext_lazy("agenda item returned"),
        item_mail.render_returned,
        item_mail.returned_still_due,
        optional=True,
        rests=True,
    ),
)
mail_kinds.add(
    "meetings.feedback",
    MailKind(
        gettext_lazy("feedback of an agenda item"),
        feedback_mail.render_feedback,
        feedback_mail.feedback_still_due,
        optional=True,
    ),
)
