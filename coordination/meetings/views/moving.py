"""Moving a meeting: first what moves along, then the deed, and its undo."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.forms import attempt, clashes
from coordination.kit.http import done, get_visible
from coordination.kit.refusals import Stale
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import MoveForm, when_of
from ..models import Meeting
from ..services.moving import LookAgain, Wanted, foresee, move_meeting
from ..services.moving import undo_move as undo
from .meetings import MEETINGS, agenda_url, form_page, get_or_post, refuse_who_may_not


@may("meetings.plan")
@get_or_post
def move(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another time or place: the form, then what moves along with it, then it is done."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    refuse_who_may_not(request, meeting)
    form = MoveForm(request.POST or None, initial=when_of(meeting))
    if request.method == "POST" and form.is_valid() and form.cleaned_data["step"] != "change":
        take = _confirmed if form.cleaned_data["step"] == "move" else _previewed
        try:
            answer = take(request, meeting, form)
        except Stale as stale:
            return _stale(request, form, stale)
        if answer:
            return answer
    return form_page(request, "meeting_move.html", {"form": form, "meeting": meeting})


@may("meetings.plan")
@require_POST
def undo_move(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """The last move taken back, with everything that moved along."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    meeting = undo(
        meeting=meeting,
        version=version,
        silent="stil" in request.GET,
        by=request.user,
        at=clock.now(),
    )
    return done(request, agenda_url(meeting), moved_to(meeting))


def _confirmed(request: SignedInRequest, meeting: Meeting, form: MoveForm) -> HttpResponse | None:
    """The deed, or once more what moves where that changed; None where it was refused."""
    names = ("starts_at", "ends_at", "place", "reason", "version", "silent", "mark")
    values = {name: form.cleaned_data[name] for name in names}
    at = clock.now()
    try:
        moved = attempt(
            form, lambda: move_meeting(meeting=meeting, by=request.user, at=at, **values)
        )
    except LookAgain as changed:
        form.add_error(None, str(changed.sentence))
        return _previewed(request, meeting, form, status=changed.status)
    if moved is None:
        return None
    back = reverse("meetings:undo_move", args=[moved.pk, moved.version])
    silent = "?stil" if values["silent"] else ""
    return done(request, agenda_url(moved), moved_to(moved), undo=back + silent)


def _previewed(
    request: SignedInRequest, meeting: Meeting, form: MoveForm, *, status: int = 200
) -> HttpResponse | None:
    """What hangs on the meeting, before and after; None where the move would be refused."""
    data, at = form.cleaned_data, clock.now()
    wanted = Wanted(meeting, *(data[name] for name in ("starts_at", "ends_at", "version", "place")))
    found = attempt(form, lambda: foresee(wanted=[wanted], by=request.user, at=at))
    if found is None:
        return None
    plan, mark = found
    cards = rendered(panels, Slot.MOVE, request, plan)
    known = {"meeting": meeting, "plan": plan, "mark": mark, "now": at, "cards": cards}
    context = {"form": form, **known}
    return form_page(request, "meeting_move_preview.html", context, status=status)


def moved_to(meeting: Meeting) -> str:
    starts = timezone.localtime(meeting.starts_at)
    return _("The meeting is on %(day)s at %(time)s") % {
        "day": date_format(starts, "j F Y"),
        "time": f"{starts:%H.%M}",
    }


def _stale(request: SignedInRequest, form: MoveForm, stale: Stale) -> HttpResponse:
    """The form with what stands there now beside it, ready to be sent again."""
    theirs = when_of(stale.current)
    again = MoveForm({**request.POST.dict(), "version": stale.current.version})
    context = {
        "form": again,
        "meeting": get_visible(MEETINGS, request.user, pk=stale.current.pk),
        "stale": stale,
        "clashes": clashes(form, theirs),
    }
    return form_page(request, "meeting_move.html", context, status=stale.status)
