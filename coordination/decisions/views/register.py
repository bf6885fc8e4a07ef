"""The register, one decision of it, and the register as a sheet."""

import uuid
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.http import get_visible
from coordination.kit.paging import page_of
from coordination.kit.sheets import csv_response, xlsx_response
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..differences import read_versions
from ..models import Decision, DecisionStatus, Result
from ..permissions import amendable_among, can_amend, can_replace, taken
from ..queries import (
    Filters,
    decision_as_of,
    export_decisions,
    list_decisions,
    proposed_for,
    versions_of,
)


@require_safe
@may("decisions.read")
def decision_list(request: SignedInRequest) -> HttpResponse:
    wanted = Filters.read(request.GET)
    page = page_of(list_decisions(request.user, wanted), request)
    context = {
        "filters": wanted,
        "address": wanted.address(),
        "page": page,
        "changeable": amendable_among(map(taken, page.rows), request.user),
        "results": Result.choices,
        "statuses": [one for one in DecisionStatus.choices if one[0] != DecisionStatus.DRAFT],
        "proposed": list(proposed_for(request.user)[:10]),
        "may_record": request.user.may("decisions.record"),
        "may_export": request.user.may("export"),
    }
    return render(request, "coordination/decisions/decision_list.html", context)


@require_safe
@may("decisions.read")
def decision_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    decision = get_visible(with_names(), request.user, pk=pk)
    then = moment(request)
    shown = decision_as_of(decision, then.at) if then else decision
    present = then is None
    context: dict[str, Any] = {
        "decision": shown,
        "present": decision,
        "then": then,
        "versions": read_versions(versions_of(decision)),
        "cards": rendered(panels, Slot.DECISION, request, decision) if present else [],
        "replaced_by": _visible(request.user, getattr(decision, "replaced_by", None)),
        "replaces": _visible(request.user, decision.replaces),
        "may_amend": present and can_amend(request.user, decision),
        "may_replace": present
        and decision.status == DecisionStatus.RECORDED
        and not hasattr(decision, "replaced_by")
        and can_replace(request.user, decision),
    }
    return render(request, "coordination/decisions/decision_detail.html", context)


def with_names() -> Any:
    return Decision.objects.select_related(
        "body", "post", "dossier", "referred_to", "recorded_by__organisation", "replaces"
    )


def _visible(user: Any, decision: Decision | None) -> Decision | None:
    if decision is None:
        return None
    found: Decision | None = Decision.objects.visible_to(user).filter(pk=decision.pk).first()
    return found


@require_safe
@may("export")
def decision_csv(request: SignedInRequest) -> HttpResponse:
    return _export(request, csv_response)


@require_safe
@may("export")
def decision_xlsx(request: SignedInRequest) -> HttpResponse:
    return _export(request, xlsx_response)


def _export(request: SignedInRequest, write: Callable[..., HttpResponse]) -> HttpResponse:
    head, rows = export_decisions(request.user, Filters.read(request.GET))
    return write(f"besluiten-{clock.today():%Y-%m-%d}", head, rows)
