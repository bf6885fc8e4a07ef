"""From determined to published: who was told, the second person, the publication."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible, number_in
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may

from ..models import Determination
from ..permissions import can_confirm
from ..process_forms import TellForm
from ..queries.history import waiting
from ..services.contacts import inform_regions
from ..services.publishing import (
    confirm_determination,
    publish_determinations,
    withdraw_determinations,
)
from ..showing import stage


@require_safe
@may("ladder.read")
def rounding_off(request: SignedInRequest) -> HttpResponse:
    form = TellForm(initial={"spoken_at": _now()})
    return _page(request, form)


@require_POST
@may("levels.determine")
def tell(request: SignedInRequest) -> HttpResponse:
    """The ticked regions as told, each with a line in its log."""
    form = TellForm(request.POST)
    rows = _ticked(request)
    if form.is_valid():
        told = attempt(
            form,
            lambda: inform_regions(determinations=rows, **form.cleaned_data, **deed_of(request)),
        )
        if told is not None:
            said = ngettext("%(count)d region is told.", "%(count)d regions are told.", len(told))
            return done(request, _here(), said % {"count": len(told)})
    return _page(request, form, rows)


@require_POST
@may("levels.determine")
def publish(request: SignedInRequest) -> HttpResponse:
    return _on_ticked(request, publish_determinations, _("Published."))


@require_POST
@may("levels.determine")
def withdraw(request: SignedInRequest) -> HttpResponse:
    return _on_ticked(
        request, withdraw_determinations, _("Taken back; the decision stays in the register.")
    )


@require_POST
@may("levels.confirm")
def confirm(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    row = get_visible(Determination, request.user, pk=pk)
    version = number_in(request.POST, "version")
    confirm_determination(determination=row, version=version, **deed_of(request))
    return done(request, _here(), _("Confirmed by a second person."))


def _on_ticked(
    request: SignedInRequest, service: Callable[..., Any], sentence: str
) -> HttpResponse:
    """The deed on what was ticked; refused, the page says why and the ticks stay."""
    rows = _ticked(request)
    form = TellForm(request.POST)
    form.is_valid()
    form.errors.clear()
    if attempt(form, lambda: service(determinations=rows, **deed_of(request))) is None:
        return _page(request, form, rows)
    return done(request, _here(), sentence)


def _page(
    request: SignedInRequest, form: TellForm, ticked: list[Determination] | None = None
) -> HttpResponse:
    rows = list(waiting(request.user))
    chosen = {row.pk for row in ticked} if ticked is not None else {row.pk for row in rows}
    context = {
        "form": form,
        "rows": [
            (row, stage(row), row.pk in chosen, can_confirm(request.user, row)) for row in rows
        ],
        "may_determine": request.user.may("levels.determine"),
    }
    return render(request, "escalation/ladder/rounding_off.html", context, status=status_of(form))


def _ticked(request: SignedInRequest) -> list[Determination]:
    """Of what was ticked, what is known; an id that is none chooses nothing."""
    keys = set()
    for key in request.POST.getlist("row"):
        try:
            keys.add(uuid.UUID(key))
        except ValueError:
            continue
    return list(Determination.objects.visible_to(request.user).filter(pk__in=keys))


def _here() -> str:
    return reverse("ladder:rounding_off")


def _now() -> Any:
    return timezone.localtime(clock.now()).replace(second=0, microsecond=0)
