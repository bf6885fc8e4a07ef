"""User administration: who has an account, with which roles, until when."""

from copy import copy
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done
from coordination.kit.paging import page_of

from ..forms import HandOverForm, IdentityForm, InviteForm, RoleForm, UserForm
from ..holdings import hand_over, held_by, holdings
from ..models import Erasure, Role, RoleGrant, User
from ..queries import accounts_for, erasures_waiting, waiting_for_second
from ..requests import SignedInRequest
from ..rights import may
from ..services import (
    change_user,
    confirm_role,
    deactivate_user,
    erasable_from,
    grant_role,
    invite_again,
    invite_user,
    link_identity,
    reactivate_user,
    renew_partner,
    revoke_role,
)

ACCOUNTS = (
    User.objects.get_queryset()
    .select_related("organisation", "sponsor")
    .prefetch_related("role_grants__granted_by")
)


@may("people.invite_partner")
@require_GET
def account_list(request: SignedInRequest) -> HttpResponse:
    """All accounts for an administrator; a coordinator sees the chain partners'."""
    text, role = request.GET.get("q", "")[:200], request.GET.get("rol", "")
    closed = request.GET.get("stand") == "gesloten"
    wanted = role if role in Role.values else ""
    everybody = request.user.may("people.manage")
    context = {
        "page": page_of(accounts_for(request.user, text=text, role=wanted, closed=closed), request),
        "text": text,
        "role": wanted,
        "closed": closed,
        "roles": Role.choices,
        "waiting": waiting_for_second() if everybody else [],
        "erasures": erasures_waiting() if everybody else [],
        "everybody": everybody,
    }
    return render(request, "coordination/people/account_list.html", context)


@may("people.invite_partner")
def account_invite(request: SignedInRequest) -> HttpResponse:
    """An account and the mail with which its owner chooses a password."""
    partners_only = not request.user.may("people.manage")
    initial = (
        {"sponsor": request.user, "expires_on": clock.today() + timedelta(days=90)}
        if partners_only
        else {}
    )
    form = InviteForm(request.POST or None, partners_only=partners_only, initial=initial)
    if form.is_valid():
        values = form.cleaned_data
        made = attempt(form, lambda: invite_user(by=request.user, at=clock.now(), **values))
        if made:
            to = reverse("people:accounts") if partners_only else _to(made)
            return done(request, to, _("Invitation sent to %(address)s.") % {"address": made.email})
    template = "coordination/people/account_invite.html"
    return render(request, template, {"form": form}, status=status_of(form))


@may("people.manage")
@require_GET
def account(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One account: roles, end date, what she holds, closing and opening."""
    return _account(request, get_object_or_404(ACCOUNTS, pk=pk))


@may("people.manage")
def account_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Address, organisation, clearance, end date, sponsor."""
    user = get_object_or_404(ACCOUNTS, pk=pk)
    form = UserForm(request.POST or None, instance=copy(user))
    if form.is_valid():
        values = {**form.cleaned_data, "version": form.version}
        changed = attempt(
            form, lambda: change_user(user=user, by=request.user, at=clock.now(), **values)
        )
        if changed:
            return done(request, _to(user), _("Account changed."))
    context = {"form": form, "account": user}
    template = "coordination/people/account_form.html"
    return render(request, template, context, status=status_of(form))


@may("people.manage")
@require_POST
def account_invite_again(request: SignedInRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(ACCOUNTS, pk=pk)
    invite_again(user=user, by=request.user, at=clock.now())
    return done(request, _to(user), _("Invitation sent once more."))


@may("people.manage")
@require_POST
def account_deactivate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(ACCOUNTS, pk=pk)
    deactivate_user(user=user, by=request.user, at=clock.now())
    undo = reverse("people:account_reactivate", args=[user.pk])
    return done(request, _to(user), _("Account closed; she is signed out everywhere."), undo=undo)


@may("people.manage")
@require_POST
def account_reactivate(request: SignedInRequest, pk: UUID) -> HttpResponse:
    user = get_object_or_404(ACCOUNTS, pk=pk)
    reactivate_user(user=user, by=request.user, at=clock.now())
    return done(request, _to(user), _("Account opened again."))


@may("people.invite_partner")
@require_POST
def account_renew(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Another 90 days for a chain partner."""
    user = get_object_or_404(accounts_for(request.user), pk=pk)
    renew_partner(user=user, by=request.user, at=clock.now())
    words = _("Renewed until %(day)s.") % {
        "day": date_format(user.expires_on or clock.today(), "j F Y")
    }
    return done(request, reverse("people:accounts"), words)


@may("people.manage")
@require_POST
def account_hand_over(request: SignedInRequest, pk: UUID, name: str) -> HttpResponse:
    """Give one pile of what she holds to a colleague."""
    if name not in holdings:
        raise Http404
    user = get_object_or_404(ACCOUNTS, pk=pk)
    form = HandOverForm(request.POST)
    if form.is_valid() and form.cleaned_data["to"] is None:
        form.add_error("to", _("Fill in who takes it over."))
    if form.is_valid():
        to = form.cleaned_data["to"]
        count = attempt(
            form,
            lambda: hand_over(name=name, user=user, to=to, by=request.user, at=clock.now()),
        )
        if count is not None:
            words = _("%(count)d handed over to %(name)s.") % {"count": count, "name": to.name}
            return done(request, _to(user), words)
    return _account(request, user, status=422, hand_over_form=form, pile=name)


@may("people.manage")
@require_POST
def role_add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give a role; some wait for a second administrator."""
    user = get_object_or_404(ACCOUNTS, pk=pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        role = form.cleaned_data["role"]
        grant = attempt(
            form, lambda: grant_role(user=user, role=role, by=request.user, at=clock.now())
        )
        if grant:
            words = _("Role given.") if grant.confirmed_at else _("A second person must confirm.")
            return done(request, _to(user), words)
    return _account(request, user, status=422, role_form=form)


@may("people.manage")
@require_POST
def role_confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = get_object_or_404(RoleGrant.objects.select_related("user"), pk=pk)
    confirm_role(grant=grant, by=request.user, at=clock.now())
    return done(request, _to(grant.user), _("Role confirmed."))


@may("people.manage")
@require_POST
def role_revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    grant = get_object_or_404(RoleGrant.objects.select_related("user"), pk=pk)
    user = grant.user
    revoke_role(grant=grant, by=request.user, at=clock.now())
    return done(request, _to(user), _("Role taken away."))


@may("people.manage")
@require_POST
def identity_link(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Link an identity of the other system by its subject."""
    user = get_object_or_404(ACCOUNTS, pk=pk)
    form = IdentityForm(request.POST)
    if form.is_valid() and settings.OIDC_ID:
        subject, at = form.cleaned_data["subject"], clock.now()
        linked = attempt(
            form,
            lambda: (
                link_identity(
                    user=user, provider=settings.OIDC_ID, subject=subject, by=request.user, at=at
                )
                or user
            ),
        )
        if linked:
            return done(request, _to(user), _("Identity linked."))
    return _account(request, user, status=422, identity_form=form)


def _account(
    request: SignedInRequest, user: User, *, status: int = 200, **forms: object
) -> HttpResponse:
    context = {
        "account": user,
        "erasure": Erasure.objects.filter(user=user).first(),
        "erasable_from": erasable_from(user),
        "piles": held_by(user, reader=request.user),
        "role_form": RoleForm(),
        "identity_form": IdentityForm() if settings.OIDC_ID else None,
        "hand_over_form": HandOverForm(),
        "pile": "",
        **forms,
    }
    return render(request, "coordination/people/account_detail.html", context, status=status)


def _to(user: User) -> str:
    return reverse("people:account", args=[user.pk])
