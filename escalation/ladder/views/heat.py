"""Every region by week: where it stood, and how many rounds went up to ministers."""

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.http import number_in
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from escalation.regions.models import Region, Scope

from ..queries.clock import lead_times, settled_between
from ..queries.standing import NOWHERE, ranks_at, tracks, week_ends
from ..showing import TONES

FEWEST, USUAL, MOST = 4, 26, 78
CYCLE = timedelta(weeks=2)
CYCLES = 4


@require_safe
@may("ladder.read")
def heat(request: SignedInRequest) -> HttpResponse:
    """A table of levels, the newest week last; `weken` says how many, `op` as of when."""
    then = moment(request)
    now = then.at if then else clock.now()
    weeks = min(max(number_in(request.GET, "weken", USUAL), FEWEST), MOST)
    ends = week_ends(now, weeks)
    found = tracks(request.user, since=ends[0], until=now)
    regions = Region.objects.visible_to(request.user).filter(scope=Scope.REGION)
    context = {
        "then": then,
        "weeks": [timezone.localtime(end).date().isocalendar().week for end in ends],
        "rows": [
            (one, [(rank, min(rank, TONES)) for rank in ranks_at(found.get(one.pk, NOWHERE), ends)])
            for one in regions.order_by("name", "code")
        ],
        "span": weeks,
        "spans": (12, USUAL, 52, MOST),
        "cycles": _cycles(request.user, now),
        "leads": lead_times(request.user, ends[0], now),
    }
    return render(request, "escalation/ladder/heat.html", context)


def _cycles(user: Any, now: datetime) -> list[dict[str, Any]]:
    """Per two weeks what went up and what was settled lower, this one first."""
    local = timezone.localtime(now)
    monday = (local - timedelta(days=local.weekday())).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    starts = [monday - CYCLE * back - timedelta(weeks=1) for back in range(CYCLES)]
    settled = settled_between(user, [(start, start + CYCLE) for start in starts])
    return [
        {"start": start.date(), "settled": found}
        for start, found in zip(starts, settled, strict=True)
    ]
