"""Saved views: those of a list, all of them, and keeping one."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible

from ..forms import SavedViewForm
from ..models import SavedView
from ..queries.saved_views import SHOWN, address_of, view_rows, views_for
from ..requests import SignedInRequest
from ..rights import may
from ..saved import lists
from ..services.saved_views import change_view, remove_view, restore_view, save_view

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("own.settings")
@require_safe
def view_list(request: SignedInRequest) -> HttpResponse:
    """Her views and those shared with her, with counts and what is wrong with them."""
    rows = view_rows(request.user, views_for(request.user), now=clock.now())
    hers = [one for one in lists if request.user.may(one.action)]
    return render(request, "coordination/people/saved_views.html", {"rows": rows, "lists": hers})


@may("own.settings")
@require_safe
def views_of(request: SignedInRequest, place: str) -> HttpResponse:
    """The views of one list, for under its tabs; which one is open is seen from its filters."""
    if place not in lists:
        raise Http404
    here = lists[place].read(request.GET)
    rows = view_rows(request.user, views_for(request.user, place=place), now=clock.now())
    context = {
        "rows": rows,
        "current": [row.view.pk for row in rows if row.view.query == here],
        "place": place,
        "address": here,
    }
    return render(request, "coordination/people/_saved_views.html", context)


@may("own.settings")
@require_safe
def views_counted(request: SignedInRequest) -> HttpResponse:
    """The list of the first screen with its counts, after first paint."""
    views = views_for(request.user)[:SHOWN]
    context = {"rows": view_rows(request.user, views, now=clock.now()), "counted": True}
    return render(request, "coordination/people/_views_panel.html", context)


@may("own.settings")
@get_or_post
def view_save(request: SignedInRequest) -> HttpResponse:
    """The filters of the list she came from, under a name."""
    start = {"place": request.GET.get("lijst", ""), "query": _query_of(request)}
    form = SavedViewForm(request.POST or None, initial=start, reader=request.user)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        view = attempt(form, lambda: save_view(by=request.user, at=clock.now(), **facts))
        if view is not None:
            undo = reverse("people:view_remove", args=[view.pk])
            return done(request, address_of(view), _("View saved."), undo=undo)
    context = {"form": form}
    template = "coordination/people/saved_view_form.html"
    return render(request, template, context, status=status_of(form))


@may("own.settings")
@get_or_post
def view_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another name, shared or not."""
    view = get_visible(SavedView, request.user, pk=pk)
    start = {"name": view.name, "shared": view.organisation_id is not None}
    form = SavedViewForm(request.POST or None, initial=start, reader=request.user)
    for fixed in ("place", "query"):
        del form.fields[fixed]
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        if attempt(form, lambda: change_view(view=view, by=request.user, at=clock.now(), **facts)):
            return done(request, reverse("people:views"), _("View changed."))
    context = {"form": form, "view": view}
    template = "coordination/people/saved_view_form.html"
    return render(request, template, context, status=status_of(form))


@may("own.settings")
@require_POST
def view_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    view = get_visible(SavedView, request.user, pk=pk)
    remove_view(view=view, by=request.user, at=clock.now())
    undo = reverse("people:view_restore", args=[view.pk])
    return done(request, reverse("people:views"), _("View removed."), undo=undo)


@may("own.settings")
@require_POST
def view_restore(request: SignedInRequest, pk: UUID) -> HttpResponse:
    view = SavedView.objects.owned_by(request.user).filter(pk=pk).first()
    if view is None:
        raise Http404
    restore_view(view=view, by=request.user, at=clock.now())
    return done(request, reverse("people:views"), _("View is back."))


def _query_of(request: SignedInRequest) -> str:
    query = request.GET.copy()
    query.pop("lijst", None)
    return query.urlencode()
