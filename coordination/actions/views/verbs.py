"""Forms on the page of a point, each with its one verb."""

import uuid
from collections.abc import Callable
from typing import Any

from django.forms import BaseForm, Form
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import CommentForm, HandOverForm, MoveForm, ReasonForm, SplitForm
from ..models import ActionPoint
from ..row_forms import undo_url
from ..services import (
    comment_on_action_point,
    drop_action_point,
    hand_over,
    keep_reservation,
    move_term,
    split_action_point,
)
from ..services.saving import owner_of, term_of
from .detail import find, show

Verb = Callable[..., ActionPoint]


def do(
    request: SignedInRequest,
    point: ActionPoint,
    name: str,
    form: BaseForm,
    verb: Verb,
    sentence: str,
) -> HttpResponse:
    """Run `verb` with what the form read; the page again with the form where it is refused."""

    def run() -> ActionPoint:
        data = {key: value for key, value in form.cleaned_data.items() if not key.startswith("due")}
        return verb(point=point, by=request.user, at=clock.now(), **data)

    changed = attempt(form, run) if form.is_valid() else None
    if changed is None:
        return show(request, point, status=422, **{name: form})
    words = sentence % {"number": point.number}
    return done(request, point.get_absolute_url(), words, undo=undo_url(changed))


@require_POST
@may("actions.manage")
def action_move(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    form = MoveForm(request.POST, today=clock.today())
    return do(request, find(request, pk), "move", form, move_term, _("%(number)s is moved."))


@require_POST
@may("actions.update")
def action_hand_over(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    form = HandOverForm(request.POST, reader=request.user, auto_id="hand_over_%s")

    def verb(owner: Any, **more: Any) -> ActionPoint:
        return hand_over(to=owner, **more)

    sentence = _("%(number)s is handed over.")
    return do(request, find(request, pk), "hand_over", form, verb, sentence)


@require_POST
@may("actions.manage")
def action_drop(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    form = ReasonForm(request.POST, auto_id="drop_%s")
    sentence = _("%(number)s is dropped.")
    return do(request, find(request, pk), "drop", form, drop_action_point, sentence)


@require_POST
@may("actions.update")
def action_reserve(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    form = ReasonForm(request.POST, auto_id="reserve_%s")
    sentence = _("The reservation on %(number)s is kept.")
    return do(request, find(request, pk), "reserve", form, keep_reservation, sentence)


@require_POST
@may("actions.manage")
def action_split(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    point = find(request, pk)
    form = SplitForm(request.POST, reader=request.user, today=clock.today())

    def verb(**more: Any) -> ActionPoint:
        shares = form.shares(owner_of(point), term_of(point))
        split_action_point(
            point=point, version=more["version"], into=shares, by=more["by"], at=more["at"]
        )
        point.refresh_from_db()
        return point

    return do(request, point, "split", form, verb, _("%(number)s is split."))


@require_POST
@may("actions.update")
def action_comment(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    point = find(request, pk)
    form: Form = CommentForm(request.POST, auto_id="comment_%s")
    if form.is_valid() and attempt(form, lambda: _comment(request, point, form)):
        return done(request, point.get_absolute_url(), _("Your remark is kept."))
    return show(request, point, status=422, comment=form)


def _comment(request: SignedInRequest, point: ActionPoint, form: Form) -> Any:
    text = form.cleaned_data["text"]
    return comment_on_action_point(point=point, text=text, by=request.user, at=clock.now())
