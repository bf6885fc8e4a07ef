"""What came of one item goes back to who brought it in and to the team ("terugkoppeling")."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from coordination.audit.deeds import deed, record
from coordination.kit.locking import locked
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.mail.models import Message
from coordination.mail.services import cancel_messages, queue_message
from coordination.people.models import User

from ..models import AgendaItem, Feedback, Submission
from ..models.feedback import KIND
from ..permissions import can_lead
from ..report.extract import listeners_of
from .typed import typed

WAITS = timedelta(minutes=2)
TAKEN_BACK = gettext_noop("The feedback was taken back.")


class CannotBeFedBack(Refusal):
    """Not yet sent round, told already, or nobody may read it."""

    status = 409


@deed
def feed_back(*, item: AgendaItem, by: User, at: datetime, note: str = "") -> Feedback:
    """The extract of this item only, mailed to each who may read its dossier in two minutes.

    Refuses a report that was not sent round yet, one that was fed back as it stands, and an item
    of which nobody who should hear may read the dossier.
    """
    meeting = locked(item.meeting)
    if not can_lead(by, meeting):
        raise NotAllowed(_("Only the secretary or chair of the body feeds an item back."))
    item = locked(item)
    report = meeting.versions.order_by("-number").first() if meeting.is_kept else None
    if report is None:
        raise CannotBeFedBack(_("Send the report round first: until then its lines are a draft."))
    if item.removed_at is not None or item.submission != Submission.ACCEPTED:
        raise Refusal(_("Only what stands on the agenda is fed back."))
    if Feedback.objects.standing().filter(item=item, report=report).exists():
        raise CannotBeFedBack(_("This item was fed back already, as it stands in the report."))
    listeners = [one for one in listeners_of(item, by=by, at=at) if not one.refused]
    if not listeners:
        raise CannotBeFedBack(
            _("Nobody who should hear of it may read its dossier; give them a part in it first.")
        )
    told = Feedback.objects.create(
        item=item,
        report=report,
        note=typed(note, field="note", longest=2000),
        at=at,
        by=by,
    )
    for one in listeners:
        queue_message(
            recipient=one.recipient,
            kind=KIND,
            key=str(told.pk),
            payload={"feedback": str(told.pk)},
            at=at,
            not_before=at + WAITS,
            dossier=item.dossier_id,
        )
    record(
        "agenda.fed_back",
        item,
        by=by,
        at=at,
        dossier=item.dossier_id,
        feedback=told.pk,
        report=report.number,
        told=len(listeners),
    )
    return told


@deed
def take_back_feedback(*, feedback: Feedback, by: User, at: datetime) -> Feedback:
    """Within the two minutes nobody was mailed; refuses once a mail has left."""
    item = feedback.item
    if not can_lead(by, locked(item.meeting)):
        raise NotAllowed(_("Only the secretary or chair of the body feeds an item back."))
    feedback = locked(feedback)
    if feedback.withdrawn_at is not None:
        raise Refusal(_("The feedback was taken back already."))
    mail = Message.objects.filter(kind=KIND, key=str(feedback.pk))
    cancel_messages(messages=mail, reason=TAKEN_BACK)
    feedback.withdrawn_at, feedback.withdrawn_by = at, by
    feedback.save()
    record(
        "agenda.feedback_taken_back",
        item,
        by=by,
        at=at,
        dossier=item.dossier_id,
        feedback=feedback.pk,
    )
    return feedback
