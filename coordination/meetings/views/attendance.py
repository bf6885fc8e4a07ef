"""Who is there: one key or one click per row, and a page for the rest."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible, number_in, wants_fragment
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import AttendanceForm, GuestForm
from ..models import Attendance, Meeting
from ..queries.attendance import attended
from ..queries.picture import picture_heads
from ..services.attendance import add_guest, note_all_present, note_attendance, remove_guest
from ..services.picture import note_picture
from ..services.refused import refuse_who_does_not_note
from .meetings import MEETINGS, get_or_post
from .minutes import changed_lines


@may("meetings.write")
@require_POST
def note(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is posted of presence and authority; the list comes back."""
    row = get_row(request, pk)
    note_attendance(
        attendance=row,
        presence=request.POST.get("presence"),
        authority=request.POST.get("authority"),
        by=request.user,
        at=clock.now(),
    )
    if wants_fragment(request):
        return _fragment(request, row.meeting)
    return done(request, f"{row.meeting.get_absolute_url()}#attendance", _("Attendance noted"))


@may("meetings.write")
@require_POST
def note_all(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Everybody present of whom nothing was noted; who is not is noted after that."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    note_all_present(meeting=meeting, by=request.user, at=clock.now())
    if wants_fragment(request):
        return _fragment(request, meeting, unfolded=False)
    return done(request, f"{meeting.get_absolute_url()}#attendance", _("Attendance noted"))


@may("meetings.write")
@require_POST
def picture(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Whether this organisation has given its part; the heads of the columns come back."""
    row = get_row(request, pk)
    note_picture(
        attendance=row,
        picture=request.POST.get("picture", ""),
        by=request.user,
        at=clock.now(),
    )
    if wants_fragment(request):
        return changed_lines(request, row.meeting, number_in(request.POST, "after"))
    return done(request, row.meeting.get_absolute_url(), _("Noted"))


@may("meetings.write")
@get_or_post
def edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The row in full, with the person who came."""
    row = get_row(request, pk)
    refuse_who_does_not_note(row.meeting, request.user)
    form = AttendanceForm(request.POST or None, row=row, user=request.user)
    if request.method == "POST" and form.is_valid():
        noted = attempt(
            form,
            lambda: note_attendance(
                attendance=row, **form.noted(), by=request.user, at=clock.now()
            ),
        )
        if noted:
            return done(request, f"{row.meeting.get_absolute_url()}#attendance", _("Noted"))
    context = {"form": form, "row": row, "meeting": row.meeting}
    status = 422 if form.errors else 200
    return render(request, "coordination/meetings/attendance_form.html", context, status=status)


@may("meetings.write")
@get_or_post
def guest(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Somebody who is no member of the body."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    refuse_who_does_not_note(meeting, request.user)
    form = GuestForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        row = attempt(
            form,
            lambda: add_guest(
                meeting=meeting, **form.cleaned_data, by=request.user, at=clock.now()
            ),
        )
        if row:
            return done(request, f"{meeting.get_absolute_url()}#attendance", _("Guest added"))
    context = {"form": form, "meeting": meeting}
    status = 422 if form.errors else 200
    return render(request, "coordination/meetings/guest_form.html", context, status=status)


@may("meetings.write")
@require_POST
def guest_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    meeting = remove_guest(attendance=get_row(request, pk), by=request.user, at=clock.now())
    if wants_fragment(request):
        return _fragment(request, meeting)
    return done(request, f"{meeting.get_absolute_url()}#attendance", _("Guest removed"))


def get_row(request: SignedInRequest, pk: UUID) -> Attendance:
    row = Attendance.objects.filter(
        pk=pk, meeting__in=Meeting.objects.visible_to(request.user)
    ).select_related("meeting__body", "organisation", "person__organisation")
    found = row.first()
    if found is None:
        raise Http404
    return found


def _fragment(request: SignedInRequest, meeting: Meeting, *, unfolded: bool = True) -> HttpResponse:
    context = {
        "meeting": meeting,
        "attended": attended(meeting),
        "can_note": True,
        "unfolded": unfolded,
        "pictures": picture_heads(request.user, meeting),
    }
    return render(request, "coordination/meetings/_attendance.html", context)
