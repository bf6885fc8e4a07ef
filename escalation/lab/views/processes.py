"""Variants of the process: the list, one of them, and how it is made and changed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from escalation.ladder.models import Ladder

from ..models import ProcessVariant
from ..permissions import can_run
from ..process_forms import ProcessForm, facts_of
from ..queries.processes import list_processes, with_rules
from ..queries.starts import ladders_to_start
from ..services.processes import change_process, discard_process, make_process
from ..services.variants import refuse_others

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("lab.read")
@require_safe
def process_list(request: SignedInRequest) -> HttpResponse:
    ladders = ladders_to_start(request.user) if request.user.may("lab.run") else []
    # a process is kept in the dossier of a ladder, whichever version of it
    starts = list({ladder.dossier_id: ladder for ladder in reversed(ladders)}.values())
    context = {"page": page_of(list_processes(request.user), request), "ladders": starts}
    return render(request, "escalation/lab/process_list.html", context)


@may("lab.read")
@require_safe
def process(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(with_rules(ProcessVariant.objects.all()), request.user, pk=pk)
    context = {"process": found, "can_run": can_run(request.user, found.dossier)}
    return render(request, "escalation/lab/process_detail.html", context)


@may("lab.run")
@get_or_post
def process_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A process in the dossier of this ladder."""
    ladder = get_visible(Ladder.objects.select_related("dossier"), request.user, pk=pk)
    refuse_others(request.user, ladder.dossier)
    form = ProcessForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: make_process(
                dossier=ladder.dossier, facts=form.facts(), by=request.user, at=clock.now()
            ),
        )
        if made:
            undo = reverse("lab:process_discard", args=[made.pk, made.version])
            return done(request, made.get_absolute_url(), _("The process is made."), undo=undo)
    return _page(request, form)


@may("lab.run")
@get_or_post
def process_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a process; replays keep the one they were reckoned with."""
    found = get_visible(ProcessVariant.objects.select_related("dossier"), request.user, pk=pk)
    refuse_others(request.user, found.dossier)
    form = ProcessForm(request.POST or None, facts=facts_of(found), version=found.version)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_process(
                process=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, changed.get_absolute_url(), _("The process is changed."))
    return _page(request, form, process=found)


@may("lab.run")
@require_POST
def process_discard(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    found = get_visible(ProcessVariant, request.user, pk=pk)
    discard_process(process=found, version=version, by=request.user, at=clock.now())
    return done(request, reverse("lab:processes"), _("The process is thrown away."))


def _page(request: SignedInRequest, form: ProcessForm, **context: Any) -> HttpResponse:
    context["form"] = form
    template = "escalation/lab/process_form.html"
    return render(request, template, context, status=status_of(form))
