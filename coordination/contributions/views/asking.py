"""Ask: of who has a part in an existing point, or with a new point."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.actions.models import ActionPoint
from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may

from ..forms import AskForm, QuestionForm
from ..models import Contribution
from ..services import ask_contribution, ask_with_point
from ..services.saving import ask_to_steer

POINTS = ActionPoint.objects.select_related("dossier", "body")
STARTS = ("question", "due", "meeting", "dossier", "body", "members", "form", "item")


@require_http_methods(["GET", "HEAD", "POST"])
@may("contributions.ask")
def contribution_new(request: SignedInRequest) -> HttpResponse:
    """A request with the action point that it carries out."""
    start = {name: request.GET[name] for name in STARTS if name in request.GET}
    form = AskForm(request.POST or None, initial=start, reader=request.user, now=clock.now())
    made = attempt(form, lambda: _ask(request, form)) if form.is_valid() else None
    return _page(request, form) if made is None else _asked(request, made)


@require_http_methods(["GET", "HEAD", "POST"])
@may("contributions.ask")
def contribution_ask(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """A request that carries out a point of all members."""
    point = get_visible(POINTS, request.user, pk=pk)
    ask_to_steer(point, request.user)
    form = QuestionForm(request.POST or None, initial={"question": point.text})
    made = None
    if form.is_valid():
        deed = deed_of(request)
        made = attempt(
            form, lambda: ask_contribution(point=point, question=form.as_question(), **deed)
        )
    return _page(request, form, point) if made is None else _asked(request, made)


def _ask(request: SignedInRequest, form: AskForm) -> Contribution:
    data: dict[str, Any] = form.cleaned_data
    values = {name: data[name] for name in ("dossier", "body", "members", "term", "item")}
    question = form.as_question()
    return ask_with_point(**values, question=question, by=request.user, at=clock.now())


def _asked(request: SignedInRequest, made: Contribution) -> HttpResponse:
    return done(request, made.get_absolute_url(), _("The organisations are asked for input."))


def _page(
    request: SignedInRequest, form: QuestionForm, point: ActionPoint | None = None
) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "point": point}
    return render(
        request, "coordination/contributions/contribution_form.html", context, status=status
    )
