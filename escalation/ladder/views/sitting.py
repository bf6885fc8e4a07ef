"""Many regions determined in one sitting."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Determination
from ..queries.overview import Place
from ..services.determining import determine_levels
from ..showing import columns
from ..sitting_forms import SittingForm
from .overview import look


@may("levels.determine")
@require_http_methods(["GET", "HEAD", "POST"])
def sitting(request: SignedInRequest) -> HttpResponse:
    """A row per region with what the rule and the proposal say; all chosen levels in one deed."""
    seen_at = clock.now()
    found, then = look(request)
    places = sorted(found.places, key=_pressing)
    start = _start(request, places, then.at if then else clock.now())
    form = SittingForm(
        request.POST or None, user=request.user, found=found, places=places, initial=start
    )
    if request.method == "POST" and form.is_valid():
        made = attempt(form, lambda: _determine(request, form))
        if made:
            said = ngettext(
                "%(count)d level is recorded. Tell the chair, then publish.",
                "%(count)d levels are recorded. Tell the chairs, then publish.",
                len(made),
            )
            return done(request, reverse("ladder:rounding_off"), said % {"count": len(made)})
    context = {
        "form": form,
        "found": found,
        "then": then,
        "columns": columns(found.ladder),
        "seen_at": seen_at.isoformat(),
    }
    return render(request, "escalation/ladder/sitting.html", context, status=status_of(form))


def _determine(request: SignedInRequest, form: SittingForm) -> list[Determination]:
    return determine_levels(
        choices=form.choices(), sitting=form.sitting(), by=request.user, at=clock.now()
    )


def _start(request: SignedInRequest, places: list[Place], at: Any) -> dict[str, Any]:
    """What lies ready: the proposals, or with `vul=regel` what the rule gives."""
    start: dict[str, Any] = {"in_force_at": timezone.localtime(at).replace(second=0, microsecond=0)}
    by_rule = request.GET.get("vul") == "regel"
    for place in places:
        rank = place.ruled if by_rule else place.proposed
        if rank and place.pending is None and (not by_rule or rank != place.rank):
            start[f"level-{place.region.code}"] = str(rank)
    return start


def _pressing(place: Place) -> Any:
    """Proposals first, then where the rule gives another level, then by name."""
    differs = place.over or place.under
    return place.proposed is None, not differs, -(place.ruled or 0), place.region.name
