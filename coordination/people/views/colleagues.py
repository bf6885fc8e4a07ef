"""Colleagues and organisations: what everybody may know of them, nothing private."""

from copy import copy
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of

from ..forms import OrganisationForm
from ..models import Body, Organisation, Post, User
from ..queries import list_colleagues, list_contacts, list_organisations, memberships_of
from ..requests import SignedInRequest
from ..rights import may
from ..services import change_organisation, create_organisation

TEXT = 200


@may("people.read")
@require_GET
def person_list(request: SignedInRequest) -> HttpResponse:
    """Colleagues by name; ?q= and ?organisatie= narrow the list."""
    text = request.GET.get("q", "")[:TEXT]
    code = request.GET.get("organisatie", "")[:20].replace("\0", "")
    context = {
        "page": page_of(list_colleagues(request.user, text=text, organisation=code), request),
        "text": text,
        "code": code,
        "organisations": Organisation.objects.filter(active=True).order_by("code"),
    }
    return render(request, "coordination/people/person_list.html", context)


@may("people.read")
@require_GET
def person(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Function, organisation, bodies and posts; an address within government, no phone."""
    found = get_visible(
        User.objects.get_queryset().select_related("organisation"), request.user, pk=pk
    )
    context = {
        "person": found,
        "memberships": memberships_of(found, on=clock.today(), reader=request.user),
        "posts": Post.objects.filter(holder=found).order_by("code"),
    }
    return render(request, "coordination/people/person_detail.html", context)


@may("people.read")
@require_GET
def organisation_list(request: SignedInRequest) -> HttpResponse:
    """The parties in the crisis, by kind."""
    text = request.GET.get("q", "")[:TEXT]
    context = {
        "page": page_of(list_organisations(request.user, text=text), request),
        "text": text,
        "may_manage": request.user.may("people.manage"),
    }
    return render(request, "coordination/people/organisation_list.html", context)


@may("people.read")
@require_GET
def organisation(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Its names and mailbox, the bodies it keeps, its posts and its people."""
    found = get_visible(Organisation, request.user, pk=pk)
    people = list_colleagues(request.user).filter(organisation=found)
    context = {
        "organisation": found,
        "page": page_of(people, request),
        "bodies": Body.objects.visible_to(request.user).filter(organisation=found).order_by("code"),
        "posts": Post.objects.filter(organisation=found).order_by("code"),
        "may_manage": request.user.may("people.manage"),
        "contacts": list_contacts(request.user).filter(organisation=found),
        "may_name": request.user.may("people.contacts"),
        "today": clock.today(),
    }
    return render(request, "coordination/people/organisation_detail.html", context)


@may("people.manage")
def organisation_new(request: SignedInRequest) -> HttpResponse:
    """Add a party."""
    form = OrganisationForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form,
            lambda: create_organisation(by=request.user, at=clock.now(), **values),
        )
        if made:
            return done(request, made.get_absolute_url(), _("Organisation added."))
    return _organisation_form(request, form, None)


@may("people.manage")
def organisation_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change names, other spellings and mailbox."""
    found = get_visible(Organisation, request.user, pk=pk)
    form = OrganisationForm(request.POST or None, instance=copy(found))
    if form.is_valid():
        values = {**form.cleaned_data, "version": form.version}
        changed = attempt(
            form,
            lambda: change_organisation(
                organisation=found, by=request.user, at=clock.now(), **values
            ),
        )
        if changed:
            return done(request, found.get_absolute_url(), _("Organisation changed."))
    return _organisation_form(request, form, found)


def _organisation_form(
    request: SignedInRequest, form: OrganisationForm, organisation: Organisation | None
) -> HttpResponse:
    context = {"form": form, "organisation": organisation}
    template = "coordination/people/organisation_form.html"
    return render(request, template, context, status=status_of(form))
