"""A row changed in place; without script on a page of its own."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, toast, wants_fragment
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import ActionPoint
from ..permissions import can_manage
from ..queries.owners import owner_choices
from ..row_forms import RowForm
from ..services import change_action_point
from .detail import find
from .ticking import drawn_row, undo_url


@require_http_methods(["GET", "HEAD", "POST"])
@may("actions.update")
def action_change(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Owner, term and state in one row of the list; ?terug brings the row back as it is."""
    point = find(request, pk)
    if "terug" in request.GET and wants_fragment(request):
        return drawn_row(request, point)
    form = RowForm(
        request.POST or None,
        instance=point,
        reader=request.user,
        today=clock.today(),
        manages=can_manage(request.user, point),
    )
    changed = attempt(form, lambda: _change(request, point, form)) if form.is_valid() else None
    if changed is None:
        return _editor(request, point, form)
    sentence = _("%(number)s is changed.") % {"number": point.number}
    if not wants_fragment(request):
        return done(request, reverse("actions:list"), sentence, undo=undo_url(changed))
    return toast(drawn_row(request, changed), sentence, undo=undo_url(changed))


def _change(request: SignedInRequest, point: ActionPoint, form: RowForm) -> ActionPoint:
    deed: dict[str, Any] = {"by": request.user, "at": clock.now()}
    return change_action_point(point=point, version=form.version, change=form.change, **deed)


def _editor(request: SignedInRequest, point: ActionPoint, form: RowForm) -> HttpResponse:
    fragment = wants_fragment(request)
    name = "_action_editor" if fragment else "action_change"
    choices = [] if fragment else owner_choices(point.body)
    context = {"point": point, "form": form, "owner_choices": choices}
    template = f"coordination/actions/{name}.html"
    return render(request, template, context, status=status_of(form))
