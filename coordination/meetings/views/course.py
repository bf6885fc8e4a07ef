"""The way of an item: what came before, what follows, and what is told of it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.refusals import NotAllowed
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from coordination.people.services import recipient_for

from ..forms import FeedBackForm
from ..models import AgendaItem, Feedback, Meeting, MeetingStatus
from ..models.meetings import WRITABLE
from ..permissions import can_lead, takes_notes
from ..queries.course import steps_of
from ..report.extract import extract_for, listeners_of
from ..report.text import title_of
from ..services.feeding_back import feed_back, take_back_feedback
from ..services.referring import take_back_referral
from .agenda import get_item
from .meetings import get_or_post

FEEDBACK = Feedback.objects.select_related(
    "item__meeting__body", "item__dossier", "report__meeting", "by__organisation"
)


@may("meetings.read")
@require_safe
def item(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One item past all its meetings, with what changed in between and what was said."""
    found = get_item(request, pk)
    record_read(dossier=found.dossier, obj=found, by=request.user, at=clock.now())
    steps = steps_of(request.user, found)
    after = next((step.item for step in steps if step.item.follows_id == found.pk), None)
    refers = _may_refer(request, found)
    context = {
        "item": found,
        "meeting": found.meeting,
        "steps": steps,
        "refers": refers and after is None,
        "refers_between": refers and after is not None and _is_room(request, found, after),
        "feeds_back": found.meeting.is_kept and can_lead(request.user, found.meeting),
    }
    return render(request, "coordination/meetings/item.html", context)


@may("meetings.write")
@require_POST
def take_back(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """The undo of referring: the next item goes, and the result that came with it."""
    referred = get_visible(ITEMS, request.user, pk=pk)
    earlier = take_back_referral(item=referred, version=version, by=request.user, at=clock.now())
    return done(request, _page(earlier), _("The referral is taken back."))


@may("meetings.circulate")
@get_or_post
def give_feedback(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who will read the extract, and who not and why; posting sends it."""
    found = get_item(request, pk)
    if not can_lead(request.user, found.meeting):
        raise NotAllowed(_("Only the secretary or chair of the body feeds an item back."))
    form, now = FeedBackForm(request.POST or None), clock.now()
    if request.method == "POST" and form.is_valid():
        note = form.cleaned_data["note"]
        told = attempt(form, lambda: feed_back(item=found, note=note, by=request.user, at=now))
        if told is not None:
            undo = reverse("meetings:take_back_feedback", args=[told.pk])
            return done(request, _page(found), _("The feedback leaves in two minutes."), undo=undo)
    report = found.meeting.versions.order_by("-number").first()
    reader = extract_for(recipient_for(request.user), report, found) if report else None
    context = {
        "form": form,
        "item": found,
        "meeting": found.meeting,
        "listeners": listeners_of(found, by=request.user, at=now),
        "extract": reader.report if reader and found.meeting.is_kept else None,
    }
    return render(
        request, "coordination/meetings/item_feedback.html", context, status=status_of(form)
    )


@may("meetings.circulate")
@require_POST
def stop_feedback(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The undo of feeding back, while nothing has left."""
    feedback = get_visible(FEEDBACK, request.user, pk=pk)
    take_back_feedback(feedback=feedback, by=request.user, at=clock.now())
    return done(request, _page(feedback.item), _("The feedback is taken back."))


@may("meetings.read")
@require_safe
def feedback(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The extract in the app: for who may see the item's dossier, not for the rest of it.

    The note is for who is told and who tells; who reads the same lines in the meeting misses it.
    """
    found = get_visible(FEEDBACK.standing(), request.user, pk=pk)
    record_read(dossier=found.item.dossier, obj=found.item, by=request.user, at=clock.now())
    reader = extract_for(recipient_for(request.user), found.report, found.item)
    noted = Feedback.objects.meant_for(request.user).filter(pk=found.pk).exists()
    context = {
        "feedback": found,
        "note": found.note if noted or can_lead(request.user, found.item.meeting) else "",
        "item": found.item,
        "extract": reader.report,
        "title": title_of(reader.report),
        "sees_item": AgendaItem.objects.visible_to(request.user).filter(pk=found.item_id).exists(),
    }
    return render(request, "coordination/meetings/feedback.html", context)


ITEMS = AgendaItem.objects.select_related("meeting__body", "follows__meeting__body")


def _may_refer(request: SignedInRequest, found: AgendaItem) -> bool:
    standing = found.meeting.status != MeetingStatus.CANCELLED
    return standing and found.submission == "accepted" and takes_notes(request.user, found.meeting)


def _is_room(request: SignedInRequest, found: AgendaItem, after: AgendaItem) -> bool:
    """A meeting is planned between that of the item and that of what follows from it."""
    if after.meeting.is_kept:
        return False
    rows = Meeting.objects.visible_to(request.user).filter(status__in=WRITABLE)
    begins, ends = found.meeting.starts_at, after.meeting.starts_at
    return bool(rows.filter(starts_at__gt=begins, starts_at__lt=ends).exists())


def _page(item: AgendaItem) -> str:
    return reverse("meetings:item", args=[item.pk])
