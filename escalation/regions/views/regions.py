from functools import partial
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.dashboard.later import asks_for_more, more
from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.asof import Moment, moment
from coordination.kit.http import get_visible, number_in, wants_fragment
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Region
from ..queries import WEEKS, list_indicators, region_table, shown_figures

USUAL_WEEKS = 12


@may("regions.read")
@require_safe
def region_list(request: SignedInRequest) -> HttpResponse:
    """All regions she may see with their newest figures, the country first."""
    columns, rows = region_table(request.user, clock.today())
    context = {
        "columns": columns,
        "rows": rows,
        "may_import": request.user.may("regions.import"),
    }
    return render(request, "escalation/regions/region_list.html", context)


@may("regions.read")
@require_safe
def region(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A region, now or as of `op`: what other apps show of it; its figures follow."""
    found = get_visible(
        Region.objects.select_related("dossier", "organisation"), request.user, pk=pk
    )
    then = moment(request)
    if asks_for_more(request):
        return more(request, Slot.REGION, found)
    if "weken" in request.GET:
        return _figures(request, found, then)
    context = {
        "region": found,
        "then": then,
        "usual": USUAL_WEEKS,
        "cards": rendered(panels, Slot.REGION, request, found),
    }
    return render(request, "escalation/regions/region_detail.html", context)


def _figures(request: SignedInRequest, found: Region, then: Moment | None) -> HttpResponse:
    """Its figures over so many weeks: a part of the page, or without a script a page.

    Figures that all came in later are shown as such: it says that they are reconstructed.
    """
    asked = number_in(request.GET, "weken", USUAL_WEEKS)
    weeks = asked if asked in WEEKS else USUAL_WEEKS
    at = then.at if then else clock.now()
    asks = partial(
        shown_figures,
        found,
        list(list_indicators(request.user)),
        weeks=weeks,
        today=timezone.localdate(at),
    )
    known = asks(known_at=at if then else None)
    later = asks() if then and not known else []
    context = {
        "region": found,
        "then": then,
        "weeks": weeks,
        "choices": WEEKS,
        "shown": known or later,
        "reconstructed": bool(later),
    }
    name = "_region_figures" if wants_fragment(request) else "region_figures"
    return render(request, f"escalation/regions/{name}.html", context)
