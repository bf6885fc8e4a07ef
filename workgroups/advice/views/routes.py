"""The usual routes of a cadence."""

import uuid
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coordination.cycle.models import Cadence
from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible, number_in
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from ..forms import RouteForm, start_of
from ..models import RouteTemplate
from ..permissions import keeps_routes_of
from ..services import keep_route, remove_route
from ..services.routes import refuse_others
from .verbs import get_or_post

CADENCES = Cadence.objects.select_related("dossier")
ROUTES = RouteTemplate.objects.select_related("cadence__dossier")


@require_safe
@may("advice.read")
def route_list(request: SignedInRequest) -> HttpResponse:
    """Every route she may see, with its steps."""
    rows = RouteTemplate.objects.visible_to(request.user).present().select_related("cadence")
    rows = rows.prefetch_related("steps__slot__body").order_by("cadence__name_nl", "name_nl", "pk")
    cadences = Cadence.objects.visible_to(request.user).filter(outside=False)
    kept = keeps_routes_of(request.user)
    context = {
        "routes": rows,
        "cadences": cadences.filter(dossier__in=kept).order_by("anchor", "name_nl", "pk"),
        "kept": kept,
    }
    return render(request, "workgroups/advice/route_list.html", context)


@get_or_post
@may("advice.routes")
def route_new(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    cadence = get_visible(CADENCES, request.user, pk=pk)
    return _keep(request, cadence, None)


@get_or_post
@may("advice.routes")
def route_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    route = get_visible(ROUTES.filter(removed_at=None), request.user, pk=pk)
    return _keep(request, route.cadence, route)


@require_POST
@may("advice.routes")
def route_remove(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    route = get_visible(ROUTES, request.user, pk=pk)
    version = number_in(request.POST, "version")
    remove_route(route=route, version=version, **deed_of(request))
    return done(request, _list(), _("The route is removed."))


def _keep(request: SignedInRequest, cadence: Cadence, route: RouteTemplate | None) -> HttpResponse:
    refuse_others(cadence, request.user)
    start: dict[str, Any] = start_of(route) if route else {}
    form = RouteForm(request.POST or None, cadence=cadence, initial=start)
    kept = sent(
        request,
        form,
        lambda deed: keep_route(
            cadence=cadence,
            facts=form.facts(),
            route=route,
            version=form.version,
            **deed,
        ),
    )
    if kept is not None:
        return done(request, _list(), _("The route is kept."))
    context = {"form": form, "cadence": cadence, "route": route}
    return render(request, "workgroups/advice/route_form.html", context, status=status_of(form))


def _list() -> str:
    return reverse("advice:routes")
