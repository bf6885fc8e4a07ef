"""Erasing who a leaver was: one administrator asks, another confirms."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.http import done

from ..models import Erasure, User
from ..requests import SignedInRequest
from ..rights import may
from ..services import ask_erasure, confirm_erasure, withdraw_erasure


@may("people.manage")
@require_POST
def erasure_ask(request: SignedInRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(User.objects.get_queryset(), pk=pk)
    ask_erasure(user=user, by=request.user, at=clock.now())
    return done(request, _to(user.pk), _("A second person must confirm."))


@may("people.manage")
@require_POST
def erasure_confirm(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Done for good; there is no undo."""
    erasure = get_object_or_404(Erasure, user=pk)
    user = confirm_erasure(erasure=erasure, by=request.user, at=clock.now())
    return done(request, _to(user.pk), _("Erased; %(name)s stays.") % {"name": user.name})


@may("people.manage")
@require_POST
def erasure_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    erasure = get_object_or_404(Erasure, user=pk)
    withdraw_erasure(erasure=erasure, by=request.user, at=clock.now())
    return done(request, _to(pk), _("Her data stay as they are."))


def _to(pk: UUID) -> str:
    return reverse("people:account", args=[pk])
