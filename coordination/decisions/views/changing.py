"""Recording, changing and replacing decisions."""

import uuid
from functools import partial
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible, wants_fragment
from coordination.kit.rows import RowList, change_row
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may

from ..forms import AmendForm, RecordForm, ReplaceForm
from ..models import Decision
from ..permissions import amendable_among, taken
from ..queries import proposed_for
from ..row_forms import amend, edit_decision, undo_url
from ..services import (
    confirm_replacement,
    record_decision_outside_meeting,
    replace_decision,
    undo_amendment,
    withdraw_replacement,
)
from ..services.amending import refuse_who_does_not_amend
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
        made = attempt(form, lambda: record_decision_outside_meeting(**values, **deed_of(request)))
        if made:
            return _done(request, made, _("%(number)s is recorded."))
    return _page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@may("decisions.record")
def decision_amend(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """What can still be changed, on a page; what a line lets one change in place of it."""
    decision = get_visible(with_names(), request.user, pk=pk)
    data, deed = request.POST or None, deed_of(request)
    if wants_fragment(request):
        edit = edit_decision(decision, data=data, **deed)
        among = RowList(_("Decisions"), reverse("decisions:list"), 7, partial(_row, request))
        return change_row(request, edit, among=among)
    refuse_who_does_not_amend(decision, request.user)
    form = AmendForm(data, instance=decision)
    if form.is_valid():
        changed = attempt(form, lambda: amend(decision, form, **deed))
        if changed:
            sentence = _("%(number)s is changed.") % {"number": changed.number}
            return done(request, changed.get_absolute_url(), sentence, undo=undo_url(changed))
    return _page(request, form, decision)


def _row(request: SignedInRequest, decision: Decision) -> HttpResponse:
    """The line as it stands in the register now."""
    row = get_visible(with_names(), request.user, pk=decision.pk)
    context = {"decision": row, "changeable": amendable_among([taken(row)], request.user)}
    return render(request, "coordination/decisions/_decision_row.html", context)


@require_POST
@may("decisions.record")
def decision_undo(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    decision = get_visible(with_names(), request.user, pk=pk)
    undone = undo_amendment(decision=decision, version=version, **deed_of(request))
    return _done(request, undone, _("%(number)s is as it was."))


@require_http_methods(["GET", "HEAD", "POST"])
@may("decisions.replace")
def decision_replace(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    decision = get_visible(with_names(), request.user, pk=pk)
    start = {"version": decision.version, "taken_on": clock.today()}
    form = ReplaceForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        values: dict[str, Any] = dict(form.cleaned_data)
        made = attempt(
            form, lambda: replace_decision(decision=decision, **values, **deed_of(request))
        )
        if made:
            sentence = _("The replacement waits for a second coordinator to confirm it.")
            return done(request, decision.get_absolute_url(), sentence)
    return _page(request, form, decision, replaces=True)


@require_POST
@may("decisions.replace")
def decision_confirm(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    proposed = get_object_or_404(proposed_for(request.user), pk=pk)
    made = confirm_replacement(decision=proposed, **deed_of(request))
    return _done(request, made, _("%(number)s is recorded."))


@require_POST
@may("decisions.replace")
def decision_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    proposed = get_object_or_404(proposed_for(request.user), pk=pk)
    withdraw_replacement(decision=proposed, **deed_of(request))
    return done(request, reverse("decisions:list"), _("The replacement is withdrawn."))


def _done(request: SignedInRequest, decision: Decision, sentence: str) -> HttpResponse:
    words = sentence % {"number": decision.number}
    return done(request, decision.get_absolute_url(), words)


def _page(
    request: SignedInRequest, form: BaseForm, decision: Decision | None, *, replaces: bool = False
) -> HttpResponse:
    context = {"form": form, "decision": decision, "replaces": replaces}
    status = status_of(form)
    return render(request, "coordination/decisions/decision_form.html", context, status=status)
