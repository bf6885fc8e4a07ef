"""Sweeps over a grid: asked for, followed, and drawn with their trade-offs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from escalation.ladder.models import Ladder
from escalation.ladder.services.facts import LadderFacts

from ..describing import followed
from ..models import Sweep
from ..queries.starts import usual_span
from ..queries.sweeps import swept_of
from ..queries.variants import list_sweeps, trial_of_ladder, whole_ladder
from ..services.asking import ask_sweep
from ..services.variants import refuse_others
from ..showing import against
from ..showing_sweeps import clouds
from ..sweep_forms import SweepForm


@may("lab.read")
@require_safe
def sweep_list(request: SignedInRequest) -> HttpResponse:
    context = {"page": page_of(list_sweeps(request.user), request)}
    return render(request, "escalation/lab/sweep_list.html", context)


@may("lab.run")
@require_http_methods(["GET", "HEAD", "POST"])
def sweep_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A grid over a version of the ladder."""
    ladder = get_visible(Ladder.objects.select_related("dossier"), request.user, pk=pk)
    refuse_others(request.user, ladder.dossier)
    whole = whole_ladder(ladder)
    first, last = usual_span(ladder, trial_of_ladder(whole).indicators, clock.today())
    form = SweepForm(
        request.POST or None,
        user=request.user,
        facts=LadderFacts.of(whole),
        initial={"first": first, "last": last, "flip_weeks": 2},
    )
    if request.method == "POST" and form.is_valid():
        asked = attempt(
            form,
            lambda: ask_sweep(
                ladder=ladder,
                grid=form.grid(),
                facts=form.span(),
                by=request.user,
                at=clock.now(),
            ),
        )
        if asked:
            said = _("The sweep is done.") if asked.is_over else _("The sweep is being reckoned.")
            return done(request, asked.get_absolute_url(), said)
    context = {"form": form, "ladder": ladder}
    template = "escalation/lab/sweep_form.html"
    return render(request, template, context, status=status_of(form))


@may("lab.read")
@require_safe
def sweep(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The cloud of points with its edge, and all points as a table."""
    rows = list_sweeps(request.user).defer(None).select_related("dossier")
    found = get_visible(rows, request.user, pk=pk)
    context: dict[str, Any] = {"sweep": found, "run": found}
    if found.is_done:
        context |= _result(request, found)
    return render(request, "escalation/lab/sweep_detail.html", context)


@may("lab.read")
@require_safe
def sweep_progress(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The part of its page that changes while it is reckoned."""
    run = get_visible(list_sweeps(request.user), request.user, pk=pk)
    context = {"run": run, "progress_url": request.path}
    return render(request, "escalation/lab/_run.html", context)


MOST_EDGE = 25


def _result(request: SignedInRequest, found: Sweep) -> dict[str, Any]:
    result = swept_of(found)
    page = page_of(result.best_first, request)
    return {
        "clouds": clouds(result),
        "against": against(found),
        "followed": followed(found),
        "edge": result.tried(result.edge_first[:MOST_EDGE]),
        "on_edge": len(result.edge),
        "now": result.tried([0])[0],
        "page": page,
        "rows": result.tried(page.rows),
        "grid": result.grid,
        "may_run": request.user.may("lab.run"),
    }
