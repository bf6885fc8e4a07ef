"""Bodies and who takes part in them."""

from copy import copy
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coordination.dashboard.later import asks_for_more, more
from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of

from ..forms import BodyForm, MemberForm
from ..models import Body, BodyMember
from ..permissions import can_add_bodies, can_edit_body, can_name_members
from ..queries import list_bodies, members_of
from ..requests import SignedInRequest
from ..rights import may
from ..services import add_member, change_body, change_member, create_body

WITH_KEEPER = Body.objects.select_related("organisation")


@may("people.read")
@require_GET
def body_list(request: SignedInRequest) -> HttpResponse:
    """The bodies she may know of; ?stand=inactief those that are to come or gone."""
    inactive = request.GET.get("stand") == "inactief"
    rows = list_bodies(request.user, on=clock.today(), inactive=inactive)
    context = {
        "page": page_of(rows, request),
        "inactive": inactive,
        "may_add": can_add_bodies(request.user),
    }
    return render(request, "coordination/people/body_list.html", context)


@may("people.read")
@require_GET
def body(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the body is and decides, and its members; ?vroeger=1 shows former ones too."""
    found = get_visible(WITH_KEEPER, request.user, pk=pk)
    if asks_for_more(request):
        return more(request, Slot.BODY, found)
    today, past = clock.today(), request.GET.get("vroeger") == "1"
    context = {
        "body": found,
        "members": members_of(found, request.user, on=today),
        "others": members_of(found, request.user, on=today, past=True) if past else [],
        "past": past,
        "cards": rendered(panels, Slot.BODY, request, found),
        "may_edit": can_edit_body(request.user, found, on=today),
        "may_name": can_name_members(request.user, found, on=today),
    }
    return render(request, "coordination/people/body_detail.html", context)


@may("bodies.manage")
def body_new(request: SignedInRequest) -> HttpResponse:
    """Add a body; only where the role reaches all bodies."""
    if not can_add_bodies(request.user):
        raise PermissionDenied
    form = BodyForm(request.POST or None)
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: create_body(by=request.user, at=clock.now(), **values))
        if made:
            return done(request, made.get_absolute_url(), _("Body added."))
    return _body_form(request, form, None)


@may("bodies.manage")
def body_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change names, outcome and report form; its chair and secretary may too."""
    found = get_visible(WITH_KEEPER, request.user, pk=pk)
    if not can_edit_body(request.user, found, on=clock.today()):
        raise PermissionDenied
    form = BodyForm(request.POST or None, instance=copy(found))
    if form.is_valid():
        values = {**form.cleaned_data, "version": form.version}
        changed = attempt(
            form, lambda: change_body(body=found, by=request.user, at=clock.now(), **values)
        )
        if changed:
            return done(request, found.get_absolute_url(), _("Body changed."))
    return _body_form(request, form, found)


@may("bodies.members")
def member_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Somebody takes part from a day on."""
    found = get_visible(Body, request.user, pk=pk)
    if not can_name_members(request.user, found, on=clock.today()):
        raise PermissionDenied
    form = MemberForm(request.POST or None, initial={"since": clock.today()})
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(
            form, lambda: add_member(body=found, by=request.user, at=clock.now(), **values)
        )
        if made:
            return done(request, found.get_absolute_url(), _("Member added."))
    return _member_form(request, form, found, None)


@may("bodies.members")
def member_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who represents the organisation, in which role, from when and until when."""
    member = get_visible(BodyMember.objects.select_related("body"), request.user, pk=pk)
    if not can_name_members(request.user, member.body, on=clock.today()):
        raise PermissionDenied
    form = MemberForm(request.POST or None, initial=MemberForm.facts_of(member))
    if form.is_valid():
        values = {**form.cleaned_data, "version": form.version}
        changed = attempt(
            form,
            lambda: change_member(member=member, by=request.user, at=clock.now(), **values),
        )
        if changed:
            return done(request, member.body.get_absolute_url(), _("Member changed."))
    return _member_form(request, form, member.body, member)


def _body_form(request: SignedInRequest, form: BodyForm, body: Body | None) -> HttpResponse:
    context = {"form": form, "body": body}
    template = "coordination/people/body_form.html"
    return render(request, template, context, status=status_of(form))


def _member_form(
    request: SignedInRequest, form: MemberForm, body: Body, member: BodyMember | None
) -> HttpResponse:
    context = {"form": form, "body": body, "member": member}
    template = "coordination/people/member_form.html"
    return render(request, template, context, status=status_of(form))
