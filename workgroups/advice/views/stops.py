"""Stops of a line: added, changed, removed, and put on the agenda of their meeting."""

import uuid
from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit.http import done, get_visible, version_in
from coordination.kit.refusals import NotAllowed
from coordination.papers.models import Paper
from coordination.papers.permissions import can_supply
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from .. import services
from ..forms import PlaceForm, StopForm, StopPaperForm, start_of_stop
from ..models import Stop, StopPaper
from ..permissions import can_keep, can_place
from ..queries.placing import agenda_of, is_stranded, stands_there
from ..services.placing import ON_AGENDA, NoPlace
from ..services.saving import ONLY_WRITERS
from .detail import form_page, kept_line
from .verbs import get_or_post

STOPS = Stop.objects.select_related(
    "request__team", "request__dossier", "body", "meeting__body", "item__meeting", "slot"
)


def _kept(request: SignedInRequest, pk: uuid.UUID) -> Stop:
    stop: Stop = get_visible(STOPS, request.user, pk=pk)
    if request.method != "POST" and not can_keep(request.user, stop.request):
        raise NotAllowed(ONLY_WRITERS)
    return stop


@get_or_post
@may("advice.keep")
def stop_new(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    line = kept_line(request, pk)
    start = {"version": line.version, "meeting": request.GET.get("meeting")}
    form = StopForm(request.POST or None, reader=request.user, line=line, initial=start)
    made = sent(
        request,
        form,
        lambda deed: services.add_stop(line=line, facts=form.facts(), version=form.version, **deed),
    )
    if made is not None:
        undo = reverse("advice:stop_remove", args=[made.pk]) + f"?version={made.version}"
        return done(request, line.get_absolute_url(), _("The stop is added."), undo=undo)
    return form_page(request, line, form, "stop_form")


@get_or_post
@may("advice.keep")
def stop_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Another meeting, or another purpose."""
    stop = _kept(request, pk)
    start = {"version": stop.version, **start_of_stop(stop)}
    form = StopForm(
        request.POST or None, reader=request.user, line=stop.request, stop=stop, initial=start
    )
    changed = sent(
        request,
        form,
        lambda deed: services.change_stop(
            stop=stop, facts=form.facts(), version=form.version, **deed
        ),
    )
    if changed is not None:
        undo = reverse("advice:stop_take_back", args=[pk]) + f"?version={changed.version}"
        page = stop.request.get_absolute_url()
        return done(request, page, _("The stop is changed."), undo=undo)
    return form_page(request, stop.request, form, "stop_form", stop=stop)


@require_POST
@may("advice.keep")
def stop_take_back(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    stop = get_visible(STOPS, request.user, pk=pk)
    services.take_back_change(stop=stop, version=version_in(request), **deed_of(request))
    return done(request, stop.request.get_absolute_url(), _("The stop is as it was."))


@require_POST
@may("advice.keep")
def stop_remove(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    stop = get_visible(STOPS, request.user, pk=pk)
    removed = services.remove_stop(stop=stop, version=version_in(request), **deed_of(request))
    undo = reverse("advice:stop_restore", args=[pk]) + f"?version={removed.version}"
    return done(request, stop.request.get_absolute_url(), _("The stop is removed."), undo=undo)


@require_POST
@may("advice.keep")
def stop_restore(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    stop = get_visible(STOPS, request.user, pk=pk)
    services.restore_stop(stop=stop, version=version_in(request), **deed_of(request))
    return done(request, stop.request.get_absolute_url(), _("The stop stands again."))


@get_or_post
@may("advice.keep")
def stop_place(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """On the agenda of its meeting, with its papers."""
    stop = get_visible(STOPS, request.user, pk=pk)
    meeting = agenda_of(stop, request.user)
    if request.method != "POST" and not can_place(request.user, stop, meeting):
        raise NotAllowed(ONLY_WRITERS)
    if request.method != "POST" and stands_there(stop, meeting, request.user):
        raise NoPlace(ON_AGENDA)
    asked = stop.item.requested_decision if stop.item and is_stranded(stop.item) else ""
    start = {"version": stop.version, "requested_decision": asked}
    form = PlaceForm(request.POST or None, initial=start)
    item = sent(
        request,
        form,
        lambda deed: services.put_on_agenda(
            stop=stop, version=form.version, **form.cleaned_data, **deed
        ),
    )
    if item is not None:
        return done(request, stop.request.get_absolute_url(), _("It stands on the agenda."))
    return form_page(request, stop.request, form, "stop_place", stop=stop, meeting=meeting)


@get_or_post
@may("advice.keep")
def stop_papers(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The papers of the dossier that are meant for this stop."""
    stop = _kept(request, pk)
    form = StopPaperForm(request.POST or None, papers=_papers(request, stop))
    added = sent(
        request, form, lambda deed: services.add_stop_paper(stop=stop, **form.cleaned_data, **deed)
    )
    if added is not None:
        return done(request, request.path, _("The paper is with the stop."))
    mine = stop.papers.filter(paper__in=Paper.objects.visible_to(request.user).present())
    rows = mine.select_related("paper").order_by("added_at", "pk")
    more = {"papers": rows, "supplies": can_supply(request.user, stop.request.dossier)}
    return form_page(request, stop.request, form, "stop_papers", stop=stop, **more)


@require_POST
@may("advice.keep")
def stop_paper_remove(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    rows = StopPaper.objects.select_related("stop__request__dossier", "paper").filter(pk=pk)
    attached = rows.first()
    if attached is None:
        raise Http404
    stop = get_visible(STOPS, request.user, pk=attached.stop_id)
    get_visible(Paper, request.user, pk=attached.paper_id)
    services.remove_stop_paper(attached=attached, **deed_of(request))
    papers = reverse("advice:stop_papers", args=[stop.pk])
    return done(request, papers, _("The paper is off the stop."))


def _papers(request: SignedInRequest, stop: Stop) -> Any:
    rows = Paper.objects.visible_to(request.user).present()
    rows = rows.filter(dossier__in={stop.request.dossier_id, stop.request.team_id})
    return rows.exclude(pk__in=stop.papers.values("paper")).order_by("title", "pk")
