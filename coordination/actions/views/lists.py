"""The list of all points she may see."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import ActionKind
from ..queries.counting import count_groups, shown_count
from ..queries.filters import Filters
from ..queries.listing import list_points
from ..rows import draw_groups

TABS: tuple[tuple[str | Promise, Filters], ...] = (
    (_("Open"), Filters()),
    (_("Mine"), Filters(mine=True)),
    (_("My organisation's"), Filters(ours=True)),
    (_("Late"), Filters(term="late")),
    (_("Done"), Filters(status="done")),
    (_("Dropped"), Filters(status="dropped")),
)
TERMS = (("late", _("Late")), ("week", _("This week")), ("later", _("Later")))


@require_safe
@may("actions.read")
def action_list(request: SignedInRequest) -> HttpResponse:
    now, wanted = timezone.now(), Filters.read(request.GET)
    listing = list_points(request.user, wanted, request.GET.get("pagina", ""), now=now)
    context = {
        "filters": wanted,
        "address": wanted.address(),
        "groups": draw_groups(listing.groups, user=request.user, now=now),
        "listing": listing,
        "tabs": [(label, one.address(), one == wanted) for label, one in TABS],
        "terms": TERMS,
        "kinds": ActionKind.choices,
        "may_add": request.user.may("actions.add"),
        "may_export": request.user.may("export"),
    }
    return render(request, "coordination/actions/action_list.html", context)


@require_safe
@may("actions.read")
def action_counts(request: SignedInRequest) -> HttpResponse:
    """How many are late, due this week and later: after first paint."""
    wanted = Filters.read(request.GET)
    counts = count_groups(request.user, wanted, now=timezone.now())
    lines: list[dict[str, Any]] = [
        {
            "label": label,
            "count": shown_count(counts[term]),
            "alert": term == "late" and counts[term] > 0,
            "address": wanted.address(term=term),
        }
        for term, label in TERMS
    ]
    return render(request, "coordination/actions/_action_counts.html", {"lines": lines})
