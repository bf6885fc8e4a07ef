"""A point that comes without a meeting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import AddForm
from ..models import ActionKind, ActionPoint
from ..queries.owners import owner_choices
from ..services import add_action_point

STARTS = ("text", "owner", "due", "dossier", "body", "source")


@require_http_methods(["GET", "HEAD", "POST"])
@may("actions.add")
def action_add(request: SignedInRequest) -> HttpResponse:
    today = clock.today()
    if request.method != "POST":
        start = {name: request.GET[name] for name in STARTS if name in request.GET}
        return _page(request, AddForm(initial=start, reader=request.user, today=today))
    form = AddForm(request.POST, reader=request.user, today=today)
    point = attempt(form, lambda: _add(request, form)) if form.is_valid() else None
    if point is None:
        return _page(request, form, status=422)
    sentence = _("%(number)s is added.") % {"number": point.number}
    return done(request, reverse("actions:detail", args=[point.pk]), sentence)


def _add(request: SignedInRequest, form: AddForm) -> ActionPoint:
    data: dict[str, Any] = form.cleaned_data
    names = ("dossier", "text", "owner", "term", "body", "also", "source", "made_to", "made_by")
    values = {name: data[name] for name in names}
    kind = ActionKind(data["kind"])
    return add_action_point(**values, kind=kind, by=request.user, at=clock.now())


def _page(request: SignedInRequest, form: AddForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "owner_choices": list(owner_choices(None))}
    return render(request, "coordination/actions/action_add.html", context, status=status)
