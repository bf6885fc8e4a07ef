"""Injects: one, a new one, released, withheld; all of them as a list, out and in."""

import json
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible, number_in
from coordination.kit.refusals import Refusal
from coordination.kit.sheets import csv_response, xlsx_response
from coordination.kit.sheets_read import Rows, read_table
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import ImportForm, InjectForm, inject_start
from ..injects_table import ReadRow, head, in_two, read_injects, row_in_days, row_of
from ..models import Exercise, Inject
from ..permissions import can_lead
from ..queries.acting import acts_after
from ..queries.lists import INJECTS, injects_of
from ..services.importing import import_injects
from ..services.injects import (
    change_inject,
    plan_inject,
    release_inject,
    resume_inject,
    withhold_inject,
)
from .base import led, only_in_exercise

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("exercise.lead")
@get_or_post
@only_in_exercise
def inject_new(request: SignedInRequest) -> HttpResponse:
    """Plan one for a moment in the story."""
    found = led(request.user)
    form = InjectForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: plan_inject(
                exercise=found, facts=form.facts(), by=request.user, at=clock.now()
            ),
        )
        if made:
            return done(request, found.get_absolute_url(), _("The inject is planned."))
    return _page(request, form)


@may("exercise.lead")
@get_or_post
@only_in_exercise
def inject(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One inject: changed until it is released; then what was done, beside what was expected."""
    found = get_visible(INJECTS, request.user, pk=pk)
    form = InjectForm(request.POST or None, initial=inject_start(found), user=request.user)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_inject(
                inject=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, found.get_absolute_url(), _("The inject is changed."))
    acts = acts_after(found, reader=request.user)
    leads = can_lead(request.user, found.exercise)
    return _page(request, form, inject=found, acts=acts, can_lead=leads)


@may("exercise.lead")
@require_POST
@only_in_exercise
def inject_release(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Bring it in now."""
    return _turn(request, pk, release_inject, _("The inject is released."))


@may("exercise.lead")
@require_POST
@only_in_exercise
def inject_withhold(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The clock passes it by."""
    undo = reverse("exercise:inject_resume", args=[pk])
    return _turn(request, pk, withhold_inject, _("The inject is withheld."), undo)


@may("exercise.lead")
@require_POST
@only_in_exercise
def inject_resume(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Planned again."""
    return _turn(request, pk, resume_inject, _("The inject is planned again."))


@may("exercise.lead")
@require_safe
@only_in_exercise
def injects_xlsx(request: SignedInRequest) -> HttpResponse:
    """All injects as a list that can be read in again."""
    return xlsx_response("injects", head(), _listed(request))


@may("exercise.lead")
@require_safe
@only_in_exercise
def injects_csv(request: SignedInRequest) -> HttpResponse:
    """The same as .csv; with `dagen` each moment as a day of the story, for another exercise."""
    if "dagen" not in request.GET:
        return csv_response("injects", head(), _listed(request))
    found = led(request.user)
    rows = [row_in_days(one) for one in injects_of(found)]
    return csv_response("scenario", head(), rows)


@may("exercise.lead")
@get_or_post
@only_in_exercise
def injects_import(request: SignedInRequest) -> HttpResponse:
    """First row by row what the list would do; once that was confirmed it is taken in."""
    found = led(request.user)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"exercise": found, "form": form}
    if request.method == "POST" and form.is_valid():
        confirmed = not form.cleaned_data["upload"]
        read = attempt(form, lambda: _read(request, found, form))
        if read is not None:
            rows, table = read
            if confirmed and not any(row.problem for row in rows):
                _take_in(request, found, rows)
                return done(request, found.get_absolute_url(), _("The injects are read in."))
            context |= {
                "rows": rows,
                "problems": sum(bool(row.problem) for row in rows),
                "content": json.dumps(table),
                "fresh": sum(row.state in {"new", "changed"} for row in rows),
            }
    return render(request, "escalation/exercise/import.html", context, status=status_of(form))


def _listed(request: SignedInRequest) -> list[list[Any]]:
    return [row_of(one) for one in injects_of(led(request.user))]


def _read(
    request: SignedInRequest, exercise: Exercise, form: ImportForm
) -> tuple[list[ReadRow], Rows]:
    upload = form.cleaned_data["upload"]
    table = read_table(upload) if upload else _kept(form.cleaned_data["content"])
    return read_injects(table, exercise=exercise, reader=request.user), table


def _kept(content: str) -> Rows:
    try:
        table = json.loads(content)
        rows = [{str(key): str(cell) for key, cell in row.items()} for row in table]
    except (ValueError, AttributeError, TypeError, RecursionError):
        raise Refusal(_("Choose the file once more."), field="upload") from None
    return rows


def _take_in(request: SignedInRequest, exercise: Exercise, rows: list[ReadRow]) -> None:
    sorted_rows = in_two(rows)
    import_injects(exercise=exercise, **sorted_rows, by=request.user, at=clock.now())


def _turn(
    request: SignedInRequest, pk: UUID, service: Any, sentence: str, undo: str = ""
) -> HttpResponse:
    found: Inject = get_visible(INJECTS, request.user, pk=pk)
    # the undo in a toast has no form, so it means what stands there now
    version = number_in(request.POST, "version") if "version" in request.POST else found.version
    service(inject=found, version=version, by=request.user, at=clock.now())
    return done(request, found.exercise.get_absolute_url(), sentence, undo=undo)


def _page(request: SignedInRequest, form: InjectForm, **context: object) -> HttpResponse:
    context["form"] = form
    return render(request, "escalation/exercise/inject.html", context, status=status_of(form))
