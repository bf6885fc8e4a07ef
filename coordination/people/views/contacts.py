"""Contacts without an account: named, changed, renewed and ended by who stands for them."""

from copy import copy
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible, number_in
from coordination.kit.paging import page_of
from coordination.kit.templatetags.ui import full_day

from ..forms import ContactForm
from ..models import Organisation, OutsideContact
from ..permissions import can_keep_contact
from ..queries import list_contacts
from ..requests import SignedInRequest, deed_of
from ..rights import may
from ..services import add_contact, change_contact, end_contact, renew_contact

CONTACTS = OutsideContact.objects.select_related("organisation", "sponsor__organisation")
TEXT, DAYS = 200, 90


@may("people.contacts")
@require_GET
def contact_list(request: SignedInRequest) -> HttpResponse:
    """Who answers from the mail for which organisation, until when, and who stands for her."""
    text = request.GET.get("q", "")[:TEXT].replace("\0", "")
    today = clock.today()
    context = {
        "page": page_of(list_contacts(request.user, text=text), request),
        "text": text,
        "today": today,
        "soon": today + timedelta(days=14),
    }
    return render(request, "coordination/people/contact_list.html", context)


@may("people.contacts")
@require_http_methods(["GET", "HEAD", "POST"])
def contact_new(request: SignedInRequest) -> HttpResponse:
    """A contact of an organisation; ?organisatie= names which."""
    code = request.GET.get("organisatie", "")[:20].replace("\0", "")
    start = {
        "organisation": Organisation.objects.filter(active=True, code__iexact=code).first(),
        "sponsor": request.user,
        "expires_on": clock.today() + timedelta(days=DAYS),
    }
    form = ContactForm(request.POST or None, initial=start, reader=request.user)
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: add_contact(by=request.user, at=clock.now(), **values))
        if made:
            return done(request, reverse("people:contacts"), _("Contact added."))
    return _form(request, form, None)


@may("people.contacts")
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change her; who does not stand for her reads only."""
    found: OutsideContact = get_visible(CONTACTS, request.user, pk=pk)
    form = ContactForm(request.POST or None, instance=copy(found), reader=request.user)
    if form.is_valid():
        values: dict[str, Any] = {**form.cleaned_data, "version": form.version}
        deed = deed_of(request)
        if attempt(form, lambda: change_contact(contact=found, **deed, **values)):
            return done(request, reverse("people:contacts"), _("Contact changed."))
    return _form(request, form, found)


@may("people.contacts")
@require_POST
def contact_renew(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another 90 days, under one's own name."""
    found = get_visible(CONTACTS, request.user, pk=pk)
    deed = deed_of(request)
    renewed = renew_contact(contact=found, version=number_in(request.POST, "version"), **deed)
    words = {"day": full_day(renewed.expires_on)}
    sentence = _("Renewed until %(day)s; you are the sponsor.") % words
    return done(request, reverse("people:contacts"), sentence)


@may("people.contacts")
@require_POST
def contact_end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """No contact from now on; renewing brings her back."""
    found = get_visible(CONTACTS, request.user, pk=pk)
    deed = deed_of(request)
    end_contact(contact=found, version=number_in(request.POST, "version"), **deed)
    sentence = _("No contact any more: nothing is mailed, and links no longer work.")
    return done(request, reverse("people:contacts"), sentence)


def _form(
    request: SignedInRequest, form: ContactForm, contact: OutsideContact | None
) -> HttpResponse:
    keeps = contact is None or can_keep_contact(request.user, contact)
    context = {"form": form, "contact": contact, "keeps": keeps, "today": clock.today()}
    template = "coordination/people/contact_form.html"
    return render(request, template, context, status=status_of(form))
