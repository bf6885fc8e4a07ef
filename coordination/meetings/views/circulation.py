"""Close, circulate with a look at what each reader gets, adopt, add and correct."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination.kit import clock
from coordination.kit.http import done, get_visible, number_in
from coordination.kit.refusals import Refusal
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may
from coordination.people.services import recipient_for

from ..letter import addressed, foretold_letter
from ..models import Addition, AgendaItem, Entry, Meeting
from ..queries.minutes import decided_lines, minutes_for
from ..report.build import report_of
from ..report.readers import reader_of, readers_of
from ..services import additions, circulation
from ..services.refused import refuse_who_does_not_lead
from .minutes import PAGE


@may("meetings.circulate")
@require_safe
def preview(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What goes round: to whom, what each of them reads, and what still lacks something."""
    meeting = get_visible(PAGE, request.user, pk=pk)
    refuse_who_does_not_lead(meeting, request.user)
    # she looks at what others get within what she may read herself
    mine = reader_of(recipient_for(request.user), report_of(meeting)).report
    now = clock.now()
    readers = [addressed(reader, meeting, at=now) for reader in readers_of(meeting, mine)]
    wanted = request.GET.get("lezer")
    chosen = (one for one in readers if str(one.reader.recipient.pk) == wanted)
    shown = next(chosen, readers[0] if readers else None)
    context = {
        "meeting": meeting,
        "minutes": minutes_for(request.user, meeting),
        "readers": readers,
        "shown": shown,
        "letter": foretold_letter(shown.reader, meeting) if shown else None,
        "items": len(mine.items),
    }
    return render(request, "coordination/meetings/circulate.html", context)


@may("meetings.circulate")
@require_POST
def circulate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    meeting = get_visible(PAGE, request.user, pk=pk)
    circulation.circulate_minutes(meeting=meeting, **_deed(request))
    sentence = _("The report goes round in two minutes; its points are on the lists now.")
    return done(
        request,
        meeting.get_absolute_url(),
        sentence,
        undo=reverse("meetings:take_back", args=[pk]),
    )


@may("meetings.circulate")
@require_POST
def take_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    meeting = get_visible(PAGE, request.user, pk=pk)
    given = _deed(request) | {"version": meeting.version}
    circulation.take_back_circulation(meeting=meeting, **given)
    return done(request, meeting.get_absolute_url(), _("Taken back; nothing was mailed."))


@may("meetings.circulate")
@require_POST
def close(request: SignedInRequest, pk: UUID) -> HttpResponse:
    meeting = get_visible(PAGE, request.user, pk=pk)
    circulation.close_meeting(meeting=meeting, **_deed(request))
    undo = reverse("meetings:reopen", args=[pk])
    return done(request, reverse("meetings:circulate", args=[pk]), _("Meeting closed"), undo=undo)


@may("meetings.circulate")
@require_POST
def reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    meeting = get_visible(PAGE, request.user, pk=pk)
    given = _deed(request) | {"version": meeting.version}
    circulation.reopen_meeting(meeting=meeting, **given)
    return done(request, meeting.get_absolute_url(), _("You can type again"))


@may("meetings.circulate")
@require_POST
def agree(request: SignedInRequest, pk: UUID) -> HttpResponse:
    meeting = get_visible(PAGE, request.user, pk=pk)
    circulation.agree_minutes(meeting=meeting, **_deed(request))
    return done(request, reverse("meetings:circulate", args=[pk]), _("The chair agrees"))


@may("meetings.circulate")
def adopt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Asks first: an adopted report never changes."""
    meeting = get_visible(PAGE, request.user, pk=pk)
    refuse_who_does_not_lead(meeting, request.user)
    later = Meeting.objects.visible_to(request.user).standing()
    later = later.filter(body=meeting.body_id, starts_at__gt=meeting.starts_at)
    if request.method != "POST":
        context = {
            "meeting": meeting,
            "later": later.order_by("starts_at")[:10],
            "decided": decided_lines(request.user, meeting),
        }
        return render(request, "coordination/meetings/adopt.html", context)
    where = request.POST.get("adopted_in")
    adopted_in = get_visible(later, request.user, pk=where) if where else None
    circulation.adopt_minutes(meeting=meeting, adopted_in=adopted_in, **_deed(request))
    return done(request, meeting.get_absolute_url(), _("The report is adopted"))


@may("meetings.add")
@require_POST
def propose(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """An addition under an item of a circulated report."""
    item = get_visible(AgendaItem.objects.select_related("meeting"), request.user, pk=pk)
    additions.propose_addition(
        item=item, text=request.POST.get("text", ""), by=request.user, at=clock.now()
    )
    return done(request, item.get_absolute_url(), _("Your addition is proposed"))


@may("meetings.circulate")
@require_POST
def settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    rows = Addition.objects.select_related("meeting", "item", "organisation")
    addition = get_visible(rows, request.user, pk=pk)
    verdict = request.POST.get("verdict", "")
    if verdict not in {"accept", "decline"}:
        raise Refusal(_("Take the addition in or decline it."))
    accept = verdict == "accept"
    additions.settle_addition(
        addition=addition,
        accept=accept,
        because=request.POST.get("because", ""),
        by=request.user,
        at=clock.now(),
    )
    sentence = _("Addition taken in") if accept else _("Addition declined")
    return done(request, addition.item.get_absolute_url(), sentence)


@may("meetings.circulate")
def correct(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A kept line in other words: a form with the reason, then a new version."""
    rows = Entry.objects.select_related("item__dossier", "meeting__body", "meeting__dossier")
    entry = get_visible(rows, request.user, pk=pk)
    refuse_who_does_not_lead(entry.meeting, request.user)
    refusal = None
    if request.method == "POST":
        try:
            circulation.correct_line(
                entry=entry,
                typed=request.POST.get("text", ""),
                reason=request.POST.get("reason", ""),
                **_deed(request),
            )
        except Refusal as refused:
            refusal = refused
        else:
            return done(request, entry.get_absolute_url(), _("Corrected as a new version"))
    context = {
        "line": entry,
        "meeting": entry.meeting,
        "text": request.POST.get("text", entry.typed),
        "reason": request.POST.get("reason", ""),
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "coordination/meetings/correct.html", context, status=status)


def _deed(request: SignedInRequest) -> dict[str, Any]:
    version = number_in(request.POST, "version")
    return {"version": version, **deed_of(request)}
