"""Lessons go out as a list and come in from one: of an exercise, or another instance."""

import json
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.kit import clock
from coordination.kit.exercise import marked
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done
from coordination.kit.sheets import xlsx_response
from coordination.kit.sheets_read import MOST_ROWS, Rows
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import ImportForm
from ..models import Lesson
from ..queries import Filters, list_lessons
from ..services.importing import import_lessons
from ..table import (
    COLUMNS,
    Known,
    ReadLesson,
    as_json,
    facts_of,
    read_json,
    read_lessons,
    read_upload,
)


@may("export")
@require_safe
def lessons_json(request: SignedInRequest) -> HttpResponse:
    """The lessons of the list, as another instance reads them in."""
    named = marked(f"lessen-{clock.today():%Y-%m-%d}.json", by="-")
    disposition = {"Content-Disposition": f'attachment; filename="{named}"'}
    content = as_json(_listed(request))
    return HttpResponse(content, content_type="application/json", headers=disposition)


@may("export")
@require_safe
def lessons_xlsx(request: SignedInRequest) -> HttpResponse:
    """The same as a sheet."""
    rows = [list(facts_of(one).values()) for one in _listed(request)]
    return xlsx_response(f"lessen-{clock.today():%Y-%m-%d}", list(COLUMNS.values()), rows)


@may("lessons.write")
@require_http_methods(["GET", "HEAD", "POST"])
def lessons_import(request: SignedInRequest) -> HttpResponse:
    """First row by row what the list brings; once that was confirmed it is taken in."""
    form = ImportForm(request.POST or None, request.FILES or None, user=request.user)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        confirmed = not form.cleaned_data["upload"]
        read = attempt(form, lambda: _read(request, form))
        if read is not None:
            rows, table = read
            if confirmed and not any(row.problem for row in rows):
                made = attempt(form, lambda: _take_in(request, form, rows))
                if made is not None:
                    sentence = _("%(number)d lessons came in.") % {"number": len(made)}
                    return done(request, reverse("lessons:list"), sentence)
            context |= {
                "rows": rows,
                "problems": sum(bool(row.problem) for row in rows),
                "fresh": sum(row.brought is not None for row in rows),
                "content": json.dumps(table),
            }
    return render(request, "coordination/lessons/import.html", context, status=status_of(form))


def _listed(request: SignedInRequest) -> list[Lesson]:
    return list(list_lessons(request.user, Filters.read(request.GET))[:MOST_ROWS])


def _read(request: SignedInRequest, form: ImportForm) -> tuple[list[ReadLesson], Rows]:
    data = form.cleaned_data
    table = read_upload(data["upload"]) if data["upload"] else read_json(data["content"])
    known = Known(data["dossier"], request.user.organisation, request.user)
    return read_lessons(table, known), table


def _take_in(request: SignedInRequest, form: ImportForm, rows: list[ReadLesson]) -> list[Lesson]:
    brought = [row.brought for row in rows if row.brought is not None]
    dossier = form.cleaned_data["dossier"]
    return import_lessons(dossier=dossier, brought=brought, by=request.user, at=clock.now())
