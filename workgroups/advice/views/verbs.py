"""Change the words, answer, link the decision, withdraw; each with its undo."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.decisions.queries import decisions_to_name
from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from .. import services
from ..forms import AnswerForm, BecauseForm, LinkForm, WordsForm
from .detail import PAGE, form_page

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@may("advice.keep")
def line_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    line = get_visible(PAGE, request.user, pk=pk)
    form = WordsForm(request.POST or None, instance=line)
    changed = None
    if form.is_valid():
        words: dict[str, Any] = {k: form.cleaned_data[k] for k in ("question", "background")}
        changed = attempt(
            form,
            lambda: services.edit_line(line=line, version=form.version, **words, **_by(request)),
        )
    if changed is not None:
        return done(request, line.get_absolute_url(), _("The question is changed."))
    return form_page(request, line, form, "line_edit", stale=form.stale, clashes=_clashes(form))


@get_or_post
@may("advice.keep")
def line_answer(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    line = get_visible(PAGE, request.user, pk=pk)
    start = {"version": line.version}
    form = AnswerForm(
        request.POST or None, decisions=decisions_to_name(request.user, line.dossier), initial=start
    )
    answered = None
    if form.is_valid():
        answered = attempt(
            form, lambda: services.answer_line(line=line, **form.cleaned_data, **_by(request))
        )
    if answered is not None:
        undo = reverse("advice:take_back", args=[pk, answered.version])
        return done(request, line.get_absolute_url(), _("The answer is noted."), undo=undo)
    return form_page(request, line, form, "line_answer")


@require_POST
@may("advice.keep")
def line_take_back(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    line = get_visible(PAGE, request.user, pk=pk)
    services.take_back_answer(line=line, version=version, **_by(request))
    return done(request, line.get_absolute_url(), _("The answer is taken back."))


@get_or_post
@may("advice.keep")
def line_decision(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The decision it led to, noted when it is taken."""
    line = get_visible(PAGE, request.user, pk=pk)
    start = {"version": line.version, "decision": line.decision_id}
    form = LinkForm(
        request.POST or None, decisions=decisions_to_name(request.user, line.dossier), initial=start
    )
    linked = None
    if form.is_valid():
        linked = attempt(
            form, lambda: services.link_decision(line=line, **form.cleaned_data, **_by(request))
        )
    if linked is not None:
        return done(request, line.get_absolute_url(), _("The decision is noted."))
    return form_page(request, line, form, "line_decision")


@get_or_post
@may("advice.keep")
def line_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    line = get_visible(PAGE, request.user, pk=pk)
    form = BecauseForm(request.POST or None, initial={"version": line.version})
    withdrawn = None
    if form.is_valid():
        withdrawn = attempt(
            form, lambda: services.withdraw_line(line=line, **form.cleaned_data, **_by(request))
        )
    if withdrawn is not None:
        undo = reverse("advice:resume", args=[pk, withdrawn.version])
        return done(request, line.get_absolute_url(), _("The line is withdrawn."), undo=undo)
    return form_page(request, line, form, "line_withdraw")


@require_POST
@may("advice.keep")
def line_resume(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    line = get_visible(PAGE, request.user, pk=pk)
    services.resume_line(line=line, version=version, **_by(request))
    return done(request, line.get_absolute_url(), _("The line goes on."))


def _by(request: SignedInRequest) -> dict[str, Any]:
    return {"by": request.user, "at": clock.now()}


def _clashes(form: WordsForm) -> Any:
    return form.clashes if form.stale else []
