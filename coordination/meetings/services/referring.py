"""An item goes on to the next meeting ("doorgeleiden") with what belongs to it."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.decisions.models import Result
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from coordination.search.services import forget_object, index_again

from ..models import (
    AgendaItem,
    AgendaPaper,
    Meeting,
    MeetingStatus,
    PointOfDifference,
    Submission,
)
from ..permissions import can_arrange
from .agenda import set_result
from .course import follower_of, let_follow, let_go
from .found import findable_item
from .ordering import last_position
from .papers import is_late
from .refused import ONLY_REFERRERS, refuse_who_does_not_refer
from .state import refuse_kept


class ReferredAlready(Refusal):
    """An item goes on once; what follows from it goes on from there."""

    status = 409


@deed
def refer_item(*, item: AgendaItem, meeting: Meeting, by: User, at: datetime) -> AgendaItem:
    """The next item, on `meeting`: its papers, what is asked, and where members differ.

    Who leads that body sees it on the agenda at once, else it waits for its secretary. Where no
    result was noted yet and the report is still open, the result is "referred". What was put on a
    later agenda already follows from it then. Refuses an earlier meeting, one that has begun, one
    `by` may not see, and an item that went on to that meeting or an earlier one.
    """
    item, source, target = _locked(item, meeting, by)
    arranges = can_arrange(by, target)
    _refuse_target(source, target, by=by, arranges=arranges)
    later = _later(item, target, by=by, at=at)
    made = _next_of(item, target, accepted=arranges, by=by, at=at)
    if later is not None:
        let_follow(later, made, by=by, at=at)
    if not source.is_kept and not item.result and target.body_id != source.body_id:
        set_result(item=item, result=Result.REFERRED, referred_to=target.body, by=by, at=at)
    record(
        "agenda.item_referred",
        item,
        by=by,
        at=at,
        dossier=item.dossier_id,
        meeting=target.pk,
        becomes=made.pk,
        before=later,
    )
    return made


@deed
def take_back_referral(*, item: AgendaItem, version: int, by: User, at: datetime) -> AgendaItem:
    """The item as it was before it was referred; `item` is what had followed from it.

    What followed from that follows from the item again. Refuses once the next item was changed,
    written under, or its report sent round.
    """
    target = locked(item.meeting)
    item = locked(item)
    earlier = item.follows
    if earlier is None:
        raise NotAllowed(ONLY_REFERRERS)
    refuse_who_does_not_refer(earlier.meeting, by)
    refuse_stale(item, version)
    refuse_kept(target)
    if item.entries.present().exists():
        raise Refusal(_("Lines were typed under this item. Move or remove them first."))
    item.removed_at, item.removed_by = at, by
    item.version += 1
    save_as(item, by=by, at=at)
    forget_object(item)
    if (later := follower_of(item)) is not None:
        let_follow(let_go(later, by=by, at=at), earlier, by=by, at=at)
    if _noted_with(earlier, item):
        set_result(item=earlier, result="", by=by, at=at)
    record("agenda.referral_taken_back", earlier, by=by, at=at, dossier=earlier.dossier_id)
    return earlier


def _noted_with(earlier: AgendaItem, made: AgendaItem) -> bool:
    """The result "referred" came with that deed, and can still be taken back."""
    if earlier.result != Result.REFERRED or earlier.meeting.is_kept:
        return False
    kept = earlier.history.filter(version=earlier.version, history_date=made.created_at)
    return bool(kept.exists())


def _locked(item: AgendaItem, meeting: Meeting, by: User) -> tuple[AgendaItem, Meeting, Meeting]:
    """Both meetings and the item under lock, the meetings in one order for everybody."""
    both = dict.fromkeys(sorted((item.meeting_id, meeting.pk)))
    rows = {pk: locked(Meeting(pk=pk)) for pk in both}
    source, target = rows[item.meeting_id], rows[meeting.pk]
    refuse_who_does_not_refer(source, by)
    item = locked(item)
    if item.removed_at is not None or item.submission != Submission.ACCEPTED:
        raise Refusal(_("Only what stands on the agenda is referred."))
    if source.status == MeetingStatus.CANCELLED:
        raise Refusal(_("This meeting was cancelled. Restore it first."))
    return item, source, target


def _refuse_target(source: Meeting, target: Meeting, *, by: User, arranges: bool) -> None:
    if not Meeting.objects.visible_to(by).filter(pk=target.pk).exists():
        raise NotAllowed(_("Choose a meeting that you may see."), field="meeting")
    if target.starts_at <= source.starts_at:
        raise Refusal(_("Choose a meeting that comes after this one."), field="meeting")
    if target.status == MeetingStatus.CANCELLED:
        raise Refusal(_("That meeting was cancelled; choose another one."), field="meeting")
    open_to = (MeetingStatus.PLANNED, MeetingStatus.OPEN) if arranges else (MeetingStatus.PLANNED,)
    if target.status not in open_to:
        raise Refusal(_("That meeting has begun; choose a later one."), field="meeting")


def _later(item: AgendaItem, target: Meeting, *, by: User, at: datetime) -> AgendaItem | None:
    """What follows from it in a meeting after `target`, let go of so that one comes between."""
    later = follower_of(item)
    if later is None:
        return None
    if later.meeting.starts_at > target.starts_at and not later.meeting.is_kept:
        return let_go(later, by=by, at=at)
    if not Meeting.objects.visible_to(by).filter(pk=later.meeting_id).exists():
        raise ReferredAlready(_("This item went on already; refer what follows from it."))
    sentence = _("This item went on to %(body)s of %(day)s already; refer it from there.")
    day = date_format(timezone.localtime(later.meeting.starts_at), "j F")
    raise ReferredAlready(sentence % {"body": later.meeting.body.code, "day": day})


def _next_of(
    item: AgendaItem, target: Meeting, *, accepted: bool, by: User, at: datetime
) -> AgendaItem:
    made = AgendaItem(
        meeting=target,
        position=last_position(target),
        title=item.title,
        dossier=item.dossier,
        line=item.line,
        purpose=item.purpose,
        treatment=item.treatment,
        requested_decision=item.requested_decision,
        agreed_with=item.agreed_with,
        minutes_planned=item.minutes_planned,
        submitted_by=item.submitted_by,
        submission=Submission.ACCEPTED if accepted else Submission.SUBMITTED,
        follows=item,
        origin=item.origin or item,
        created_at=at,
        created_by=by,
    )
    save_as(made, by=by, at=at)
    late = is_late(target, at)
    AgendaPaper.objects.bulk_create(
        AgendaPaper(item=made, paper_id=row.paper_id, position=row.position, late=late)
        for row in item.papers.filter(paper__removed_at=None).order_by("position", "pk")
    )
    PointOfDifference.objects.bulk_create(
        PointOfDifference(
            item=made,
            organisation_id=row.organisation_id,
            position=row.position,
            proposed_text=row.proposed_text,
        )
        for row in item.points_of_difference.order_by("pk")
    )
    if accepted:
        index_again(findable_item(made), at=at)
    return made
