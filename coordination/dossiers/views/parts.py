"""Who takes part: name somebody, end a part."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import MemberForm
from ..models import Dossier, DossierAccess, Function
from ..permissions import can_manage_members, can_read_record
from ..queries import parts_of
from ..services import end_part, name_member, record_read

PARTS = DossierAccess.objects.select_related("dossier", "user", "organisation", "body", "post")


@may("dossiers.read")
@require_GET
def index(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Everybody with a part, now and before, and why."""
    dossier = get_visible(Dossier.objects.select_related("owner"), request.user, pk=pk)
    record_read(dossier=dossier, obj=dossier, by=request.user, at=clock.now())
    return _page(request, dossier, MemberForm(viewer=request.user))


@may("dossiers.members")
@require_POST
def add(request: SignedInRequest, pk: UUID) -> HttpResponse:
    dossier = get_visible(Dossier.objects.select_related("owner"), request.user, pk=pk)
    form = MemberForm(request.POST, viewer=request.user)
    if form.is_valid():
        named = attempt(
            form,
            lambda: name_member(
                dossier=dossier,
                to=form.cleaned_data["to"],
                function=Function(form.cleaned_data["function"]),
                until=form.cleaned_data["until"],
                by=request.user,
                at=clock.now(),
            ),
        )
        if named is not None:
            undo = reverse("dossiers:part_end", args=[named.pk])
            page = reverse("dossiers:parts", args=[pk])
            return done(request, page, _("%(who)s takes part.") % {"who": named.holder}, undo=undo)
    return _page(request, dossier, form)


@may("dossiers.members")
@require_POST
def end(request: SignedInRequest, pk: UUID) -> HttpResponse:
    access = get_visible(PARTS, request.user, pk=pk)
    end_part(access=access, by=request.user, at=clock.now())
    page = reverse("dossiers:parts", args=[access.dossier_id])
    return done(request, page, _("The part of %(who)s has ended.") % {"who": access.holder})


def _page(request: SignedInRequest, dossier: Dossier, form: MemberForm) -> HttpResponse:
    context = {
        "dossier": dossier,
        "parts": parts_of(dossier, at=clock.now()),
        "may_read_record": can_read_record(request.user, dossier),
        "form": form if can_manage_members(request.user, dossier) else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "coordination/dossiers/dossier_parts.html", context, status=status)
