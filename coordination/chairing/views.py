"""The chair's sheet: on the screen, on a phone, and as one A4."""

from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible
from coordination.meetings.models import Meeting
from coordination.meetings.permissions import seats_led_by
from coordination.people.models import User
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from .document import document_of, pdf_of
from .forms import SinceForm
from .queries import evening_before, next_led
from .services import copy_meeting, fetch_sheet

PAGE = Meeting.objects.select_related("body", "dossier")


@may("meetings.circulate")
@require_safe
def sheet(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One meeting on one page, with what changed since a moment to choose."""
    meeting = _led(request.user, pk)
    form, since = _since(request, meeting)
    now = clock.now()
    found = fetch_sheet(meeting=meeting, since=since, form="html", by=request.user, at=now)
    said = document_of(found, at=now, whole=True)
    context = {"sheet": found, "said": said, "meeting": meeting, "form": form, "since": since}
    return render(request, "coordination/chairing/sheet.html", context, status=status_of(form))


@may("meetings.circulate")
@require_safe
def sheet_pdf(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The same on one A4."""
    meeting = _led(request.user, pk)
    _form, since = _since(request, meeting)
    now = clock.now()
    found = fetch_sheet(meeting=meeting, since=since, form="pdf", by=request.user, at=now)
    name = f"spoorboekje-{meeting.body.code}-{meeting.starts_at:%Y-%m-%d}.pdf"
    answer = HttpResponse(pdf_of(found, at=now), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@may("meetings.circulate")
@require_safe
def next_sheet(request: SignedInRequest) -> HttpResponse:
    """The sheet of the next meeting she leads; the list where there is none."""
    meeting = next_led(request.user, at=clock.now())
    if meeting is None:
        return done(request, "meetings:list", _("You lead no meeting that is still to come."))
    return redirect("chairing:sheet", pk=meeting.pk)


def _led(user: User, pk: UUID) -> Meeting:
    """With whether she leads it, asked in the same query."""
    led = Exists(seats_led_by(user).filter(body=OuterRef("body")))
    found: Meeting = get_visible(PAGE.annotate(led=led), user, pk=pk)
    return found


def _since(request: SignedInRequest, meeting: Meeting) -> tuple[SinceForm, datetime]:
    """What was asked, and the evening before where that was nothing or no moment."""
    usual = evening_before(meeting)
    form = SinceForm(request.GET if "sinds" in request.GET else None, initial={"sinds": usual})
    chosen = form.cleaned_data["sinds"] if form.is_valid() else None
    return form, chosen or usual


@may("meetings.add")
@require_POST
def copy(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The lines for chat and mail in a field to copy from, or why there are none."""
    meeting = get_visible(PAGE, request.user, pk=pk)
    lines = copy_meeting(meeting=meeting, by=request.user, at=clock.now())
    context = {"meeting": meeting, "text": "\n".join(lines), "rows": len(lines) + 2}
    return render(request, "coordination/chairing/copy.html", context)
