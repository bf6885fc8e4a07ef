"""Calendars of others: looked at, imported, and an import undone."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.calendars_read import read_calendar
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible, number_in
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import OutsideCalendar
from ..outside_forms import ImportForm, OutsideForm, RenameForm
from ..permissions import can_import, dossiers_beside
from ..queries.outside import Difference, difference
from ..services.keeping import refuse_who_does_not_import
from ..services.outside import (
    add_outside_calendar,
    import_calendar,
    remove_outside_calendar,
    rename_outside_calendar,
    undo_import,
)

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
CALENDARS = OutsideCalendar.objects.select_related("dossier", "imported_by__organisation")


@may("cycle.read")
@require_safe
def calendar_list(request: SignedInRequest) -> HttpResponse:
    """The calendars of others she may see."""
    rows = CALENDARS.visible_to(request.user).order_by("name", "pk")
    context = {
        "page": page_of(rows, request),
        "may_add": request.user.may("cycle.outside") and dossiers_beside(request.user).exists(),
        "tab": "outside",
    }
    return render(request, "coordination/cycle/outside_list.html", context)


@may("cycle.outside")
@get_or_post
def calendar_new(request: SignedInRequest) -> HttpResponse:
    """Add a calendar of others; what stands in it comes from its .ics."""
    form = OutsideForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        made = attempt(form, lambda: add_outside_calendar(**facts, by=request.user, at=clock.now()))
        if made:
            return done(request, made.get_absolute_url(), _("Calendar added; import its .ics."))
    context = {"form": form}
    return render(request, "coordination/cycle/outside_form.html", context, status=status_of(form))


@may("cycle.read")
@require_safe
def calendar(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What stands in it from today on, and where its next .ics is chosen."""
    found = get_visible(CALENDARS, request.user, pk=pk)
    return _page(request, found, ImportForm(initial={"version": found.version}))


@may("cycle.outside")
@get_or_post
def calendar_rename(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another name for it."""
    found = get_visible(CALENDARS, request.user, pk=pk)
    refuse_who_does_not_import(request.user, found.dossier)
    form = RenameForm(request.POST or None, user=request.user, noun=found)
    if request.method == "POST" and form.is_valid():
        named = attempt(
            form,
            lambda: rename_outside_calendar(
                calendar=found,
                name=form.cleaned_data["name"],
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if named:
            return done(request, named.get_absolute_url(), _("The calendar has another name."))
    context = {"form": form, "calendar": found}
    return render(
        request, "coordination/cycle/outside_rename.html", context, status=status_of(form)
    )


@may("cycle.outside")
@get_or_post
def calendar_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What goes with it; then it is gone."""
    found = get_visible(CALENDARS, request.user, pk=pk)
    refuse_who_does_not_import(request.user, found.dossier)
    if request.method == "POST":
        version = number_in(request.POST, "version")
        remove_outside_calendar(calendar=found, version=version, by=request.user, at=clock.now())
        return done(request, reverse("cycle:outside_list"), _("The calendar is gone."))
    events = found.events.present()
    coming = events.filter(ends_at__gte=clock.now()).count()
    context = {"calendar": found, "coming": coming, "over": events.count() - coming}
    return render(request, "coordination/cycle/outside_remove.html", context)


@may("cycle.outside")
@require_POST
def calendar_import(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """First what the file changes, event by event; once that was confirmed it is taken in."""
    found = get_visible(CALENDARS, request.user, pk=pk)
    refuse_who_does_not_import(request.user, found.dossier)
    form = ImportForm(request.POST, request.FILES)
    if form.is_valid():
        act = _looked_at if form.cleaned_data["upload"] else _imported
        answer = attempt(form, lambda: act(request, found, form))
        if answer is not None:
            return answer
    return _page(request, found, form)


@may("cycle.outside")
@require_POST
def calendar_undo(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """The last import taken back."""
    found = get_visible(CALENDARS, request.user, pk=pk)
    undo_import(calendar=found, version=version, by=request.user, at=clock.now())
    return done(request, found.get_absolute_url(), _("The import is undone."))


def _imported(
    request: SignedInRequest, calendar: OutsideCalendar, form: ImportForm
) -> HttpResponse:
    data = form.cleaned_data
    found = import_calendar(
        calendar=calendar,
        **{name: data[name] for name in ("content", "version", "keep_missing")},
        by=request.user,
        at=clock.now(),
    )
    undo = reverse("cycle:outside_undo", args=[calendar.pk, data["version"] + 1])
    return done(request, calendar.get_absolute_url(), said_of(found), undo=undo)


def _looked_at(
    request: SignedInRequest, calendar: OutsideCalendar, form: ImportForm
) -> HttpResponse:
    data, at = form.cleaned_data, clock.now()
    read = read_calendar(data["content"], at=at)
    found = difference(calendar, read, at=at, keep_missing=data["keep_missing"])
    form.signed = form.keep()
    context = {"form": form, "calendar": calendar, "found": found}
    return render(request, "coordination/cycle/outside_preview.html", context)


def said_of(found: Difference) -> str:
    """How many came, changed and went."""
    return _("Imported: %(new)d new, %(changed)d changed, %(gone)d gone.") % {
        "new": len(found.new) + len(found.back),
        "changed": len(found.changed),
        "gone": len(found.gone),
    }


def _page(request: SignedInRequest, found: OutsideCalendar, form: ImportForm) -> HttpResponse:
    coming = found.events.present().filter(ends_at__gte=clock.now())
    context: dict[str, Any] = {
        "calendar": found,
        "page": page_of(coming.order_by("starts_at", "pk"), request),
        "can_keep": can_import(request.user, found.dossier),
        "form": form,
    }
    return render(request, "coordination/cycle/outside.html", context, status=status_of(form))
