"""A question becomes a line."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible
from coordination.meetings.models import Entry
from coordination.people.requests import SignedInRequest, sent
from coordination.people.rights import may

from ..forms import LineForm
from ..services import start_line

STARTS = ("team", "route", "asked_on", "item", "line", "dossier", "kind")


@require_http_methods(["GET", "HEAD", "POST"])
@may("advice.keep")
def line_new(request: SignedInRequest) -> HttpResponse:
    """Asked by hand, or from a line of the minutes that ?line= names."""
    start = {name: request.GET[name] for name in STARTS if name in request.GET}
    if "line" in start:
        asked = get_visible(Entry.objects.select_related("item"), request.user, pk=start["line"])
        start |= {"question": asked.text, "item": str(asked.item_id)}
    form = LineForm(request.POST or None, initial=start, reader=request.user)
    made = sent(request, form, lambda deed: start_line(asked=form.asked(), **deed))
    if made is not None:
        return done(request, made.get_absolute_url(), _("The advice line runs."))
    context = {"form": form}
    return render(request, "workgroups/advice/line_form.html", context, status=status_of(form))
