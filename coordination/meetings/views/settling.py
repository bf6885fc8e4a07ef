"""An item settled by officials, from the agenda."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import SettleForm
from ..services.refused import refuse_who_does_not_arrange
from ..services.settling import settle_item_lower, take_item_up
from .agenda import get_item, item_url
from .meetings import get_or_post


@may("meetings.agenda")
@get_or_post
def settle(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The item settled one level lower, with the reason."""
    item = get_item(request, pk)
    refuse_who_does_not_arrange(item, item.meeting, request.user, own=False)
    form = SettleForm(request.POST or None, initial={"version": item.version})
    if request.method == "POST" and form.is_valid():
        settled = attempt(
            form,
            lambda: settle_item_lower(
                item=item,
                because=form.cleaned_data["because"],
                version=form.cleaned_data["version"],
                by=request.user,
                at=clock.now(),
            ),
        )
        if settled:
            undo = reverse("meetings:take_up_item", args=[pk, settled.version])
            return done(request, item_url(settled), _("Settled by officials"), undo=undo)
    context = {"form": form, "item": item, "meeting": item.meeting}
    status = status_of(form)
    return render(request, "coordination/meetings/item_settle.html", context, status=status)


@may("meetings.agenda")
@require_POST
def take_up(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """The item before this level after all."""
    item = take_item_up(
        item=get_item(request, pk), version=version, by=request.user, at=clock.now()
    )
    return done(request, item_url(item), _("Taken up here after all"))
