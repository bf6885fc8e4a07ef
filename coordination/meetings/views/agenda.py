"""The agenda in preparation: its page, its order, and what members submit."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination.dashboard.later import asks_for_more, more
from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.forms import attempt, clashes
from coordination.kit.http import done, get_visible
from coordination.kit.refusals import Stale
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import BecauseForm, ItemForm
from ..models import AgendaItem, Meeting, Submission
from ..permissions import can_arrange
from ..queries.agenda import agenda_for, own_item
from ..queries.open_points import open_points
from ..services import agenda as services
from ..services.ordering import move_item
from ..services.refused import refuse_who_does_not_arrange, refuse_who_does_not_submit
from .meetings import MEETINGS, agenda_url, get_or_post

ITEMS = AgendaItem.objects.select_related("dossier", "meeting__body", "meeting__dossier")
STEPS = {"omhoog": -1, "omlaag": 1}


@may("meetings.read")
@require_safe
def agenda(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What will be spoken about, what waits, and whether it fits the time."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    if asks_for_more(request):
        return more(request, Slot.MEETING, meeting)
    carried = [] if meeting.is_kept else open_points(request.user, meeting, now=clock.now())
    context = {
        "agenda": agenda_for(request.user, meeting),
        "meeting": meeting,
        "cards": rendered(panels, Slot.MEETING, request, meeting),
        "open_points": carried,
    }
    return render(request, "coordination/meetings/agenda.html", context)


@may("meetings.submit")
@get_or_post
def submit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A new item; the secretary's stands on the agenda at once."""
    meeting = get_visible(MEETINGS, request.user, pk=pk)
    arranges = can_arrange(request.user, meeting)
    refuse_who_does_not_submit(meeting, request.user, arranges=arranges)
    form = ItemForm(request.POST or None, user=request.user, initial={"dossier": meeting.dossier})
    if request.method == "POST" and form.is_valid():
        item = attempt(
            form,
            lambda: services.submit_item(
                meeting=meeting, facts=form.facts(), by=request.user, at=clock.now()
            ),
        )
        if item:
            accepted = item.submission == Submission.ACCEPTED
            said = _("Item added") if accepted else _("Item submitted to the secretary")
            return done(request, item_url(item), said, undo=_undo("remove_item", item))
    return _form(request, form, meeting)


@may("meetings.submit")
@get_or_post
def edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The item as a form; a stale one shows what stands there now beside it."""
    item = get_item(request, pk)
    refuse_who_does_not_arrange(item, item.meeting, request.user, own=True)
    start = {"version": item.version}
    form = ItemForm(request.POST or None, user=request.user, instance=item, initial=start)
    if request.method == "POST" and form.is_valid():
        try:
            edited = attempt(form, lambda: _edit(request, item, form))
        except Stale as stale:
            return _stale(request, form, stale)
        if edited:
            return done(request, item_url(edited), _("Item changed"))
    return _form(request, form, item.meeting, item=item)


@may("meetings.agenda")
@require_POST
def accept(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _deed(request, pk, services.accept_item, _("Item accepted"))


@may("meetings.submit")
@require_POST
def resubmit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _deed(request, pk, services.resubmit_item, _("Item submitted again"))


@may("meetings.submit")
@require_POST
def remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    item = get_item(request, pk)
    services.remove_item(item=item, by=request.user, at=clock.now())
    return done(
        request, agenda_url(item.meeting), _("Item removed"), undo=_undo("restore_item", item)
    )


@may("meetings.submit")
@require_POST
def restore(request: SignedInRequest, pk: UUID) -> HttpResponse:
    return _deed(request, pk, services.restore_item, _("Item put back"))


@may("meetings.agenda")
@get_or_post
def give_back(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The item back to who submitted it, with what is missing."""
    item = get_item(request, pk)
    refuse_who_does_not_arrange(item, item.meeting, request.user, own=False)
    form = BecauseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        returned = attempt(
            form,
            lambda: services.return_item(
                item=item, because=form.cleaned_data["because"], by=request.user, at=clock.now()
            ),
        )
        if returned:
            return done(request, item_url(item), _("Item returned"))
    context = {"form": form, "item": item, "meeting": item.meeting}
    status = 422 if form.errors else 200
    return render(request, "coordination/meetings/item_return.html", context, status=status)


@may("meetings.agenda")
@require_POST
def move(request: SignedInRequest, pk: UUID, step: str) -> HttpResponse:
    """One place up or down."""
    if step not in STEPS:
        raise Http404
    item = get_item(request, pk)
    move_item(item=item, step=STEPS[step], by=request.user, at=clock.now())
    return done(request, item_url(item))


def get_item(request: SignedInRequest, pk: UUID) -> AgendaItem:
    """The item; while it waits only for its organisation and who orders the agenda."""
    item: AgendaItem = get_visible(ITEMS, request.user, pk=pk)
    waits = item.submission != Submission.ACCEPTED and not own_item(request.user, item)
    if waits and not can_arrange(request.user, item.meeting):
        raise Http404
    return item


def item_url(item: AgendaItem) -> str:
    return f"{agenda_url(item.meeting)}#item-{item.pk}"


def _deed(
    request: SignedInRequest,
    pk: UUID,
    service: Callable[..., AgendaItem],
    sentence: str,
) -> HttpResponse:
    item = service(item=get_item(request, pk), by=request.user, at=clock.now())
    return done(request, item_url(item), sentence)


def _edit(request: SignedInRequest, item: AgendaItem, form: ItemForm) -> AgendaItem:
    return services.edit_item(
        item=item,
        facts=form.facts(),
        version=form.cleaned_data["version"] or 0,
        by=request.user,
        at=clock.now(),
    )


def _stale(request: SignedInRequest, form: ItemForm, stale: Stale) -> HttpResponse:
    current = stale.current
    theirs = dict(ItemForm(instance=current, user=request.user).initial)
    typed = {**request.POST.dict(), "version": current.version}
    again = ItemForm(typed, user=request.user, instance=current)
    return _form(
        request,
        again,
        current.meeting,
        item=current,
        stale=stale,
        clashes=clashes(form, theirs),
    )


def _form(request: SignedInRequest, form: ItemForm, meeting: Meeting, **more: Any) -> HttpResponse:
    status = 409 if "stale" in more else 422 if form.is_bound and form.errors else 200
    context = {
        "form": form,
        "meeting": meeting,
        "arranges": can_arrange(request.user, meeting),
        **more,
    }
    return render(request, "coordination/meetings/agenda_item_form.html", context, status=status)


def _undo(name: str, item: AgendaItem) -> str:
    return reverse(f"meetings:{name}", args=[item.pk])
