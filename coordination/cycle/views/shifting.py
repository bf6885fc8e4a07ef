"""Pulling places of a cycle forward together, or putting them off: first what moves along."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.meetings.models import Meeting
from coordination.meetings.services.moving import LookAgain
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Cadence, MovedEvent
from ..queries.shifting import is_a_cycle, movable_in
from ..services.keeping import refuse_others
from ..services.shifting import Shifted, foresee_shift, shift_places, undo_shift
from ..shifting_forms import ShiftForm

CADENCES = Cadence.objects.select_related("dossier")
MEETINGS = Meeting.objects.select_related("body", "dossier")
MOST = 20


@may("cycle.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def shift(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """Choose what moves and how much; look at what moves along; then it is done."""
    cadence = get_visible(CADENCES, request.user, pk=pk)
    refuse_others(request.user, cadence.dossier)
    if not is_a_cycle(cadence, number):
        raise Http404
    movable = movable_in(request.user, cadence, number, at=clock.now())
    form = ShiftForm(request.POST or None, movable=movable)
    if request.method == "POST" and form.is_valid() and form.cleaned_data["step"] != "change":
        take = _confirmed if form.cleaned_data["step"] == "move" else _previewed
        answer = take(request, cadence, number, form)
        if answer:
            return answer
    context = {"form": form, "cadence": cadence, "number": number, "movable": movable}
    return render(request, "coordination/cycle/shift.html", context, status=status_of(form))


@may("cycle.plan")
@require_POST
def shift_undo(request: SignedInRequest, pk: UUID, number: int, moved: str) -> HttpResponse:
    """What was moved together back where it was; `moved` names it as `_undo` writes it."""
    cadence = get_visible(CADENCES, request.user, pk=pk)
    meetings, events = [], []
    for part in moved.split("_")[:MOST]:
        kind, _dot, key = part.partition(".")
        key, _dot, version = key.partition(".")
        if kind == "m":
            found = get_visible(MEETINGS, request.user, pk=key)
            meetings.append((found, int(version) if version.isdecimal() else 0))
        elif kind == "e":
            events.append(get_visible(MovedEvent, request.user, pk=key))
    undo_shift(
        cadence=cadence,
        meetings=meetings,
        events=events,
        silent="stil" in request.GET,
        by=request.user,
        at=clock.now(),
    )
    return done(request, _cycle(cadence, number), _("Everything stands where it stood."))


def _confirmed(
    request: SignedInRequest, cadence: Cadence, number: int, form: ShiftForm
) -> HttpResponse | None:
    data, at = form.cleaned_data, clock.now()
    told = {name: data[name] for name in ("reason", "silent", "mark")}
    try:
        shifted = attempt(
            form,
            lambda: shift_places(
                cadence=cadence,
                number=number,
                chosen=form.chosen,
                offset=form.offset,
                by=request.user,
                at=at,
                **told,
            ),
        )
    except LookAgain as changed:
        form.add_error(None, str(changed.sentence))
        return _previewed(request, cadence, number, form, status=changed.status)
    if shifted is None:
        return None
    undo = _undo(cadence, number, shifted, silent=data["silent"])
    return done(request, _cycle(cadence, number), _said(shifted), undo=undo)


def _previewed(
    request: SignedInRequest, cadence: Cadence, number: int, form: ShiftForm, *, status: int = 200
) -> HttpResponse | None:
    at = clock.now()
    found = attempt(
        form,
        lambda: foresee_shift(
            cadence=cadence,
            number=number,
            chosen=form.chosen,
            offset=form.offset,
            by=request.user,
            at=at,
        ),
    )
    if found is None:
        return None
    plan, mark = found
    context = {
        "form": form,
        "cadence": cadence,
        "number": number,
        "plan": plan,
        "mark": mark,
        "now": at,
        "cards": rendered(panels, Slot.MOVE, request, plan),
    }
    return render(request, "coordination/cycle/shift_preview.html", context, status=status)


def _cycle(cadence: Cadence, number: int) -> str:
    day = cadence.starts_on(max(number, 1))
    return f"{reverse('cycle:cycle')}?cadans={cadence.pk}&dag={day}"


def _undo(cadence: Cadence, number: int, shifted: Shifted, *, silent: bool) -> str:
    moved = [f"m.{one.pk}.{one.version}" for one in shifted.meetings]
    moved += [f"e.{one.pk}" for one in shifted.events]
    url = reverse("cycle:shift_undo", args=[cadence.pk, number, "_".join(moved)])
    return f"{url}?stil" if silent else url


def _said(shifted: Shifted) -> str:
    count = len(shifted.meetings) + len(shifted.events)
    said = ngettext("%(count)d place is moved.", "%(count)d places are moved.", count)
    return said % {"count": count}
