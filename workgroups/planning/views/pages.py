"""What all teams have coming, the plan of one team, and one product."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.dossiers.asof import as_of
from coordination.dossiers.printed import paper_mark_of, restricted_among
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.http import get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..drawn import coming_rows
from ..forms import DependencyForm, DropForm, SupplyForm
from ..gantt import draw_coming, draw_plan
from ..models import Product
from ..permissions import plans, with_right
from ..queries.listing import Filters, list_coming, planned, titles_of
from ..queries.plans import plan_of
from ..queries.products import links_of, of_product, slips_of, versions_of
from .shared import PRODUCTS, TEAMS


@require_safe
@may("planning.read")
def coming(request: SignedInRequest) -> HttpResponse:
    """What is awaited of all teams she may see, the longest late first."""
    wanted, today = Filters.read(request.GET), clock.today()
    listed = list_coming(request.user, wanted, today=today)
    found = page_of(listed.values_list("pk", flat=True), request)
    rows = planned(found.rows, request.user, today=today)
    restricted = restricted_among(one.row.product.line.team_id for one in rows)
    context = {
        "page": found,
        "paper_mark": paper_mark_of(restricted.values()),
        "rows": coming_rows(rows, restricted),
        "gantt": draw_coming(rows, today=today),
        "filters": wanted,
        "today": today,
    }
    return render(request, "workgroups/planning/coming.html", context)


@require_safe
@may("planning.read")
def team_plan(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The plan of a team, as it is or as it was at `?op=`."""
    team = get_visible(with_right(TEAMS, request.user, "pk"), request.user, pk=pk)
    then, now = moment(request), clock.now()
    record_read(dossier=team.dossier, obj=team, by=request.user, at=now)
    at = then.at if then else None
    today = timezone.localdate(at or now)
    plan = plan_of(team, request.user, today=today, at=at)
    context = {
        "team": team,
        "plan": plan,
        "gantt": draw_plan(plan, today=today),
        "then": then,
        "today": today,
        "may_plan": then is None and team.stands and plans(request.user, team),
        "may_export": request.user.may("export"),
    }
    return render(request, "workgroups/planning/team_plan.html", context)


@require_safe
@may("planning.read")
def product(request: SignedInRequest, pk: UUID) -> HttpResponse:
    rows = with_right(PRODUCTS, request.user, "line__team")
    found: Product = get_visible(rows, request.user, pk=pk)
    team = found.line.team
    record_read(dossier=team.dossier, obj=found, by=request.user, at=clock.now())
    return render(request, "workgroups/planning/product_detail.html", shown(request, found))


def shown(request: SignedInRequest, found: Product, **bound: Any) -> dict[str, Any]:
    """A product with its milestones, slips, versions and what it waits for."""
    user, then = request.user, moment(request)
    team, at = found.line.team, then.at if then else None
    today = timezone.localdate(at or clock.now())
    stood = as_of(Product, at).filter(id=found.pk).first() if at else found
    may_plan = then is None and (plans(user, found) if hasattr(found, "writes") else True)
    planned_then = of_product(stood or found, user, today=today, at=at)
    links = links_of(found, user, at=at)
    start = {"version": found.version}
    forms: dict[str, Any] = {}
    if may_plan:
        forms = {
            "drop_form": DropForm(initial=start, auto_id="drop_%s"),
            "supply_form": SupplyForm(initial=start, auto_id="supply_%s"),
            "depend_form": DependencyForm(reader=user, product=found, auto_id="depend_%s"),
            "titles": titles_of(team),
        }
    return {
        "present": found,
        "product": stood,
        "team": team,
        "then": then,
        "today": today,
        "planned": planned_then,
        "waits_for": [link for link in links if link.product_id == found.pk],
        "waited_by": [link for link in links if link.needs_id == found.pk],
        "versions": versions_of(stood or found, user, at=at),
        "slips": slips_of(planned_then, user, at=at),
        "may_plan": may_plan,
        **forms,
        **bound,
    }
