"""Recording, changing and replacing decisions."""

import uuid
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import AmendForm, RecordForm, ReplaceForm
from ..models import Decision, DecisionStatus
from ..queries import proposed_for
from ..services import (
    AFTER_RECORDING,
    amend_decision,
    confirm_replacement,
    record_decision_outside_meeting,
    replace_decision,
    withdraw_replacement,
)
from .register import with_names

FIELDS = (
    "text",
    "result",
    "reason",
    "alternatives",
    "reservations",
    "review_on",
    "distribution",
    "embargo_until",
)


@require_http_methods(["GET", "HEAD", "POST"])
@may("decisions.record")
def decision_record(request: SignedInRequest) -> HttpResponse:
    start = {"taken_on": clock.today(), "dossier": request.GET.get("dossier")}
    form = RecordForm(request.POST or None, reader=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        names = ("taken_by", "taken_on", "dossier", *FIELDS)
        values: dict[str, Any] = {name: form.cleaned_data[name] for name in names}
        made = attempt(form, lambda: record_decision_outside_meeting(**values, **_deed(request)))
        if made:
            return _done(request, made, _("%(number)s is recorded."))
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@may("decisions.record")
def decision_amend(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    decision = get_visible(with_names(), request.user, pk=pk)
    names = [name for name in FIELDS if _open(decision, name)]
    start = {name: getattr(decision, name) for name in (*FIELDS, "version")}
    form = AmendForm(request.POST or None, initial=start)
    for name in set(FIELDS) - set(names):
        del form.fields[name]
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        changed = attempt(
            form, lambda: amend_decision(decision=decision, **values, **_deed(request))
        )
        if changed:
            return _done(request, changed, _("%(number)s is changed."))
    return _page(request, form, decision)


@require_http_methods(["GET", "HEAD", "POST"])
@may("decisions.replace")
def decision_replace(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    decision = get_visible(with_names(), request.user, pk=pk)
    start = {"version": decision.version, "taken_on": clock.today()}
    form = ReplaceForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        made = attempt(
            form, lambda: replace_decision(decision=decision, **values, **_deed(request))
        )
        if made:
            sentence = _("The replacement waits for a second coordinator to confirm it.")
            return done(request, decision.get_absolute_url(), sentence)
    return _page(request, form, decision, replaces=True)


@require_POST
@may("decisions.replace")
def decision_confirm(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    proposed = get_object_or_404(proposed_for(request.user), pk=pk)
    made = confirm_replacement(decision=proposed, **_deed(request))
    return _done(request, made, _("%(number)s is recorded."))


@require_POST
@may("decisions.replace")
def decision_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    proposed = get_object_or_404(proposed_for(request.user), pk=pk)
    withdraw_replacement(decision=proposed, **_deed(request))
    return done(request, reverse("decisions:list"), _("The replacement is withdrawn."))


def _open(decision: Decision, name: str) -> bool:
    return decision.status != DecisionStatus.RECORDED or name in AFTER_RECORDING


def _deed(request: SignedInRequest) -> dict[str, Any]:
    return {"by": request.user, "at": clock.now()}


def _done(request: SignedInRequest, decision: Decision, sentence: str) -> HttpResponse:
    words = sentence % {"number": decision.number}
    return done(request, decision.get_absolute_url(), words)


def _page(
    request: SignedInRequest, form: BaseForm, decision: Decision | None, *, replaces: bool = False
) -> HttpResponse:
    context = {"form": form, "decision": decision, "replaces": replaces}
    status = 422 if form.is_bound else 200
    return render(request, "coordination/decisions/decision_form.html", context, status=status)
