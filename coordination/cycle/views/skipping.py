"""A cycle is skipped, after a look at what goes with it, and taken up again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import SkipForm
from ..models import Cadence, Cycle
from ..queries.skipping import preview_skip
from ..services.keeping import refuse_others
from ..services.skip import resume_cycle, skip_cycle


@may("cycle.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def skip(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """What goes when this cycle is skipped; then why, and it is done."""
    cadence = get_visible(Cadence.objects.select_related("dossier"), request.user, pk=pk)
    refuse_others(request.user, cadence.dossier)
    now = clock.now()
    form = SkipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = form.cleaned_data
        skipped = attempt(
            form,
            lambda: skip_cycle(cadence=cadence, number=number, **facts, by=request.user, at=now),
        )
        if skipped:
            cycle = skipped.cycle
            undo = reverse("cycle:resume", args=[cycle.pk, cycle.version])
            return done(request, cycle.get_absolute_url(), _said(len(skipped.meetings)), undo=undo)
    seen = preview_skip(request.user, cadence=cadence, number=number, at=now)
    context = {"form": form, "skipping": seen}
    return render(request, "coordination/cycle/skip.html", context, status=status_of(form))


@may("cycle.plan")
@require_POST
def resume(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """A skipped cycle takes place after all."""
    cycle = get_visible(Cycle.objects.select_related("cadence__dossier"), request.user, pk=pk)
    back = resume_cycle(cycle=cycle, version=version, by=request.user, at=clock.now())
    count = len(back.meetings)
    said = ngettext(
        "The cycle takes place after all; %(count)d meeting is planned again.",
        "The cycle takes place after all; %(count)d meetings are planned again.",
        count,
    )
    return done(request, cycle.get_absolute_url(), said % {"count": count})


def _said(count: int) -> str:
    said = ngettext(
        "The cycle is skipped; %(count)d meeting is cancelled.",
        "The cycle is skipped; %(count)d meetings are cancelled.",
        count,
    )
    return said % {"count": count}
