"""A meeting more in a cycle."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Cadence
from ..services.inserting import coming_day, insert_meeting
from ..services.keeping import refuse_others
from ..shifting_forms import InsertForm
from .shifting import FARTHEST_CYCLE


@may("cycle.plan")
@require_http_methods(["GET", "HEAD", "POST"])
def insert(request: SignedInRequest, pk: UUID, number: int) -> HttpResponse:
    """Which body meets when, for how long and about what; its papers by their own unit."""
    cadences = Cadence.objects.select_related("dossier")
    cadence = get_visible(cadences, request.user, pk=pk)
    refuse_others(request.user, cadence.dossier)
    if not 0 < number < FARTHEST_CYCLE:
        raise Http404
    at = timezone.now()
    start = {"day": coming_day(cadence, number, at=at)}
    form = InsertForm(request.POST or None, user=request.user, initial=start)
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data["day"]
        inserted = attempt(
            form,
            lambda: insert_meeting(
                cadence=cadence, day=day, facts=form.facts(), by=request.user, at=at
            ),
        )
        if inserted:
            to = f"{reverse('cycle:cycle')}?cadans={cadence.pk}&dag={day}"
            return done(request, to, _("The meeting stands in the cycle; its papers have a term."))
    context = {"form": form, "cadence": cadence, "number": number}
    return render(request, "coordination/cycle/insert.html", context, status=status_of(form))
