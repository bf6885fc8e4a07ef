"""What went up to ministers in a cycle, and what officials settled."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.asof import Moment, moment, stamped
from coordination.kit.sheets import xlsx_response
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..queries.settled import UNEXPLAINED, Filters, SettledPage, settled_page
from ..settled import Course
from .cycles import day_of


@may("cycle.read")
@require_safe
def settled(request: SignedInRequest) -> HttpResponse:
    """The counts of one cycle beside those before it, and the list behind each."""
    then, filters = moment(request), _filters(request)
    page = _page(request, then, filters)
    context = {
        "settled": page,
        "filters": filters,
        "courses": {**dict(Course.choices), UNEXPLAINED: _("up, without why here")},
        "then": then,
        "now": _page(request, None, filters) if then else None,
        "may_export": request.user.may("export"),
        "stays": _cycle_of(page),
        "base": urlencode(_cycle_of(page) | ({"op": then.at.isoformat()} if then else {})),
        "address": request.GET.urlencode(),
        "tab": "settled",
    }
    return render(request, "coordination/cycle/settled.html", context)


@may("export")
@require_safe
def settled_xlsx(request: SignedInRequest) -> HttpResponse:
    """The list behind the counts, with the filters of the address and as of its moment."""
    then = moment(request)
    page = _page(request, then, _filters(request))
    at = then.at if then else clock.now()
    head = [_("Day"), _("Body"), _("Brought by"), _("Subject"), _("Decided where"), _("Why")]
    rows: list[list[Any]] = [
        [
            timezone.localdate(case.at),
            case.body.code if case.body else case.place,
            case.organisation.code if case.organisation else "",
            case.title,
            case.course.label,
            case.why,
        ]
        for case in (page.cases if page else [])
    ]
    if then:
        head, rows = stamped(then, head, rows)
    return xlsx_response(f"afgedaan-{timezone.localtime(at):%Y-%m-%d}", head, rows)


def _page(request: SignedInRequest, then: Moment | None, filters: Filters) -> SettledPage | None:
    return settled_page(
        request.user,
        today=clock.today(),
        cadence=request.GET.get("cadans", ""),
        day=day_of(request.GET.get("dag", "")),
        filters=filters,
        at=then.at if then else None,
    )


def _cycle_of(page: SettledPage | None) -> dict[str, Any]:
    """What asks for the cycle that is shown."""
    return {"cadans": page.cadence.pk, "dag": page.first.isoformat()} if page else {}


def _filters(request: SignedInRequest) -> Filters:
    sent = request.GET
    return Filters(
        course=sent.get("soort", ""), body=sent.get("gremium", ""), ministry=sent.get("van", "")
    )
