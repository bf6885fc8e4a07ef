"""All running lines beside each other, and those that ended."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_safe

from coordination.dossiers.printed import paper_mark_of
from coordination.kit import clock
from coordination.kit.moments import FIRST_YEAR, LAST_YEAR
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..drawn import lanes_of
from ..models import AdviceRequest
from ..queries.lanes import lanes_page


@require_safe
@may("advice.read")
def line_list(request: SignedInRequest) -> HttpResponse:
    """The lanes over the cycle of ?dag=; with ?tab=ended what was answered or withdrawn."""
    now = clock.now()
    context: dict[str, Any] = {
        "tab": "ended" if request.GET.get("tab") == "ended" else "running",
        "may_keep": request.user.may("advice.keep"),
        "now": now,
    }
    if context["tab"] == "ended":
        rows = AdviceRequest.objects.visible_to(request.user)
        rows = rows.exclude(answered_at=None, withdrawn_at=None)
        rows = rows.select_related("team", "dossier").order_by("-asked_on", "-serial", "pk")
        context["page"] = page = page_of(rows, request)
        context["paper_mark"] = paper_mark_of(line.dossier for line in page.rows)
    else:
        lanes = lanes_page(
            request.user,
            today=timezone.localdate(now),
            at=now,
            cadence=request.GET.get("cadans", ""),
            day=_day(request.GET.get("dag", "")),
            team=request.GET.get("team", "")[:10],
        )
        context |= {"lanes": lanes, "rows": lanes_of(lanes.lanes)}
        context["paper_mark"] = paper_mark_of(lane.view.line.dossier for lane in lanes.lanes)
    return render(request, "workgroups/advice/line_list.html", context)


def _day(text: str) -> Any:
    """The day that is asked for; nonsense is today."""
    try:
        found = parse_date(text)
    except ValueError:
        return None
    far = found is None or not FIRST_YEAR < found.year < LAST_YEAR
    return None if far else found
