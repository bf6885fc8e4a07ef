"""Remind the rest, close and withdraw."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible, number_in
from coordination.people.requests import SignedInRequest, sent
from coordination.people.rights import may

from ..forms import WithdrawForm
from ..services import (
    close_contribution,
    remind_rest,
    take_back_reminder,
    withdraw_contribution,
)
from .detail import PAGE, show


@require_POST
@may("contributions.ask")
def contribution_remind(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One click; until the mail leaves it can be undone."""
    contribution = get_visible(PAGE, request.user, pk=pk)
    count = remind_rest(contribution=contribution, by=request.user, at=clock.now())
    sentence = ngettext(
        "%(count)d organisation is reminded in two minutes.",
        "%(count)d organisations are reminded in two minutes.",
        count,
    )
    undo = reverse("contributions:stop_reminder", args=[pk])
    return done(request, contribution.get_absolute_url(), sentence % {"count": count}, undo=undo)


@require_POST
@may("contributions.ask")
def contribution_stop_reminder(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    contribution = get_visible(PAGE, request.user, pk=pk)
    take_back_reminder(contribution=contribution, by=request.user, at=clock.now())
    return done(request, contribution.get_absolute_url(), _("The reminder is taken back."))


@require_POST
@may("contributions.ask")
def contribution_close(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Undone by undoing that its point is done; a round that made a decision is not undone."""
    contribution = get_visible(PAGE, request.user, pk=pk)
    version = number_in(request.POST, "version")
    closed = close_contribution(
        contribution=contribution, version=version, by=request.user, at=clock.now()
    )
    undo = (
        ""
        if closed.is_round
        else reverse("actions:undo", args=[closed.action_point_id, closed.version])
    )
    return done(request, contribution.get_absolute_url(), _("The request is closed."), undo=undo)


@require_POST
@may("contributions.ask")
def contribution_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    contribution = get_visible(PAGE, request.user, pk=pk)
    form = WithdrawForm(request.POST, auto_id="withdraw_%s")
    withdrawn = sent(
        request,
        form,
        lambda deed: withdraw_contribution(
            contribution=contribution, version=form.version, **form.cleaned_data, **deed
        ),
    )
    if withdrawn is None:
        return show(request, contribution, status=status_of(form), withdraw=form)
    undo = reverse("actions:undo", args=[withdrawn.action_point_id, withdrawn.version])
    sentence = _("The request is withdrawn.")
    return done(request, contribution.get_absolute_url(), sentence, undo=undo)
