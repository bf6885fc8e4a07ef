"""What hangs with an item: papers, points of difference, and its result."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.decisions.models import Result
from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible, number_in, spoken, wants_fragment
from coordination.papers.models import Paper
from coordination.papers.permissions import can_supply
from coordination.people.models import Organisation
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may

from ..forms import DifferenceForm, ReferForm, SupplyForm
from ..models import AgendaItem, AgendaPaper, PointOfDifference
from ..permissions import can_arrange
from ..queries.agenda import agenda_for, papers_to_attach
from ..services.agenda import set_result
from ..services.differences import add_point_of_difference, remove_point_of_difference
from ..services.papers import attach_paper, detach_paper, supply_paper
from ..services.referring import refer_item
from ..services.refused import (
    refuse_who_does_not_refer,
    refuse_who_does_not_supply,
    refuse_who_speaks_for_another,
)
from .agenda import get_item, item_url
from .meetings import get_or_post
from .minutes import PAGE, changed_lines


@may("meetings.submit")
@get_or_post
def papers(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The papers that can hang with the item; posting one hangs it there."""
    item = get_item(request, pk)
    refuse_who_does_not_supply(item, item.meeting, request.user)
    if request.method == "POST":
        paper = get_visible(Paper, request.user, pk=_uuid(request.POST.get("paper", "")))
        attach_paper(item=item, paper=paper, by=request.user, at=clock.now())
        return done(request, item_url(item), _("Paper attached"))
    return _papers(request, item, SupplyForm())


@may("papers.write")
@require_POST
def supply(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A new paper from a file, straight with the item."""
    item = get_item(request, pk)
    form = SupplyForm(request.POST, request.FILES)
    if form.is_valid():
        supplied = attempt(
            form,
            lambda: supply_paper(item=item, **form.cleaned_data, by=request.user, at=clock.now()),
        )
        if supplied:
            return done(request, item_url(item), _("Paper attached"))
    return _papers(request, item, form)


def _papers(request: SignedInRequest, item: AgendaItem, form: SupplyForm) -> HttpResponse:
    context = {
        "item": item,
        "meeting": item.meeting,
        "papers": papers_to_attach(request.user, item),
        "form": form,
        "supplies": can_supply(request.user, item.dossier),
    }
    status = 422 if form.errors else 200
    return render(request, "coordination/meetings/item_papers.html", context, status=status)


@may("meetings.submit")
@require_POST
def detach(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The paper off the item."""
    attached = get_object_or_404(AgendaPaper.objects.select_related("item"), pk=pk)
    item = get_item(request, attached.item_id)
    get_visible(Paper, request.user, pk=attached.paper_id)
    detach_paper(attached=attached, by=request.user, at=clock.now())
    return done(request, item_url(item), _("Paper taken off"))


@may("meetings.submit")
@get_or_post
def difference(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What an organisation thinks otherwise about the requested decision."""
    item = get_item(request, pk)
    refuse_who_speaks_for_another(request.user.organisation, item.meeting, request.user)
    form = DifferenceForm(
        request.POST or None,
        organisations=_organisations(request, item),
        initial={"organisation": request.user.organisation_id},
    )
    if request.method == "POST" and form.is_valid():
        point = attempt(
            form,
            lambda: add_point_of_difference(
                item=item, **form.cleaned_data, by=request.user, at=clock.now()
            ),
        )
        if point:
            return done(request, item_url(item), _("Point of difference added"))
    context = {"form": form, "item": item, "meeting": item.meeting}
    status = 422 if form.errors else 200
    return render(request, "coordination/meetings/item_difference.html", context, status=status)


@may("meetings.submit")
@require_POST
def difference_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    point = get_object_or_404(PointOfDifference.objects.select_related("organisation"), pk=pk)
    item = get_item(request, point.item_id)
    remove_point_of_difference(point=point, by=request.user, at=clock.now())
    return done(request, item_url(item), _("Point of difference removed"))


@may("meetings.write")
@require_POST
def result(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What came of the item, in one key; an empty result takes it back."""
    item = get_item(request, pk)
    chosen = request.POST.get("result", "")
    item = set_result(item=item, result=chosen, by=request.user, at=clock.now())
    noted = _("Result noted: %(result)s") % {"result": item.get_result_display()}
    said = noted if chosen else _("Result taken back")
    if wants_fragment(request):
        return spoken(_result_fragment(request, item.pk), said)
    undo = reverse("meetings:result", args=[item.pk]) if chosen else ""
    return done(request, item.get_absolute_url(), said, undo=undo)


@may("meetings.write")
@get_or_post
def refer(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The item goes on to another body, or at once to a meeting of it."""
    item = get_item(request, pk)
    refuse_who_does_not_refer(item.meeting, request.user)
    form = ReferForm(request.POST or None, user=request.user, meeting=item.meeting)
    if request.method == "POST" and form.is_valid():
        referred = attempt(form, lambda: _refer(request, item, form))
        if referred:
            return done(
                request, _back_to(item), _("Item referred"), undo=_undo_referral(item, referred)
            )
    context = {"form": form, "item": item, "meeting": item.meeting}
    status = 422 if form.errors else 200
    return render(request, "coordination/meetings/item_refer.html", context, status=status)


def _result_fragment(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The changed lines, with the head of the item beside them."""
    item = get_item(request, pk)
    meeting = get_visible(PAGE, request.user, pk=item.meeting_id)
    row = next(row for row in agenda_for(request.user, meeting).items if row.item.pk == item.pk)
    context = {
        "item": row.item,
        "number": row.number,
        "can_write": True,
        "beside": True,
        "meeting": meeting,
    }
    response = changed_lines(request, meeting, number_in(request.POST, "after"))
    response.write(
        render_to_string("coordination/meetings/_agenda_item_head.html", context, request)
    )
    return response


def _refer(request: SignedInRequest, item: AgendaItem, form: ReferForm) -> AgendaItem:
    """What follows on the chosen meeting, or the item itself where no meeting was chosen."""
    deed = deed_of(request)
    meeting = form.cleaned_data["meeting"]
    if meeting is not None:
        return refer_item(item=item, meeting=meeting, **deed)
    body = form.cleaned_data["referred_to"]
    return set_result(item=item, result=Result.REFERRED, referred_to=body, **deed)


def _undo_referral(item: AgendaItem, referred: AgendaItem) -> str:
    if referred.pk == item.pk:
        return reverse("meetings:result", args=[item.pk])
    return reverse("meetings:take_back_referral", args=[referred.pk, referred.version])


def _back_to(item: AgendaItem) -> str:
    """Who types goes on in the minutes; else the page of the item shows where it went."""
    if item.meeting.is_kept:
        return reverse("meetings:item", args=[item.pk])
    return item.get_absolute_url()


def _organisations(request: SignedInRequest, item: AgendaItem) -> Any:
    """The secretary notes it for all, a member for her own."""
    organisations: Any = Organisation.objects.filter(active=True).order_by("code")
    if can_arrange(request.user, item.meeting):
        return organisations
    return organisations.filter(pk=request.user.organisation_id)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
