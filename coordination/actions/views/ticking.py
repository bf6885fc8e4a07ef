"""Done with one click, and everything that takes the last deed back."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.http import done, get_visible, toast, wants_fragment
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import ActionPoint
from ..queries.listing import load_parts, with_names
from ..row_forms import undo_url
from ..rows import draw_one
from ..services import (
    complete_action_point,
    confirm_assent,
    reopen_action_point,
    restore_action_point,
    undo_action_point,
)


@require_POST
@may("actions.update")
def action_tick(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    point = get_visible(ActionPoint, request.user, pk=pk)
    point = complete_action_point(
        point=point, version=sent_version(request), by=request.user, at=clock.now()
    )
    return answer(request, point, _("%(number)s is done.") % {"number": point.number})


@require_POST
@may("actions.update")
def action_reopen(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    point = get_visible(ActionPoint, request.user, pk=pk)
    point = reopen_action_point(
        point=point, version=sent_version(request), by=request.user, at=clock.now()
    )
    return answer(request, point, _("%(number)s is open again.") % {"number": point.number})


@require_POST
@may("actions.manage")
def action_restore(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    point = get_visible(ActionPoint, request.user, pk=pk)
    point = restore_action_point(
        point=point, version=sent_version(request), by=request.user, at=clock.now()
    )
    return answer(request, point, _("%(number)s is open again.") % {"number": point.number})


@require_POST
@may("actions.update")
def action_confirm(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    point = get_visible(ActionPoint, request.user, pk=pk)
    point = confirm_assent(
        point=point, version=sent_version(request), by=request.user, at=clock.now()
    )
    return answer(request, point, _("%(number)s is confirmed.") % {"number": point.number})


@require_POST
@may("actions.update")
def action_undo(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    point = get_visible(ActionPoint, request.user, pk=pk)
    point = undo_action_point(point=point, version=version, by=request.user, at=clock.now())
    sentence = _("%(number)s is as it was.") % {"number": point.number}
    return done(request, point.get_absolute_url(), sentence)


def sent_version(request: SignedInRequest) -> int:
    """The version the page was made from; what is no number is never the present one."""
    sent = request.POST.get("version", "")
    return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else -1


def drawn_row(request: SignedInRequest, point: ActionPoint) -> HttpResponse:
    """The one row as it stands in the list now."""
    row = with_names(ActionPoint.objects.filter(pk=point.pk)).get()
    load_parts([row])
    groups = draw_one(row, user=request.user, now=clock.now())
    return render(request, "coordination/actions/_action_rows.html", {"rows": groups[0].rows})


def answer(request: SignedInRequest, point: ActionPoint, sentence: str) -> HttpResponse:
    """The row that was ticked, or the page it was ticked on, with the undo."""
    if not wants_fragment(request):
        return done(request, point.get_absolute_url(), sentence, undo=undo_url(point))
    response = drawn_row(request, point)
    # one form holds all rows, so the answer says which of them it is
    response["HX-Retarget"] = f'tr:has(a[href="{point.get_absolute_url()}"])'
    return toast(response, sentence, undo=undo_url(point))
