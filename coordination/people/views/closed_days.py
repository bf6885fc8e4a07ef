"""The calendar: public holidays, and what was corrected in it."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of

from ..forms import ClosedDayForm
from ..models import ClosedDay
from ..queries import coming_holidays, list_closed_days
from ..requests import SignedInRequest
from ..rights import may
from ..services import add_closed_day, remove_closed_day


@may("people.read")
@require_http_methods(["GET", "HEAD", "POST"])
def closed_days(request: SignedInRequest) -> HttpResponse:
    """The days that are not worked from today on; who keeps the calendar adds one."""
    form = ClosedDayForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: add_closed_day(by=request.user, at=clock.now(), **form.cleaned_data)
        )
        if made:
            return done(request, reverse("people:closed_days"), _("Day added."))
    today = clock.today()
    context = {
        "page": page_of(list_closed_days(request.user, on=today), request),
        "holidays": coming_holidays(today),
        "form": form if request.user.may("people.closed_days") else None,
    }
    return render(request, "coordination/people/closed_day_list.html", context)


@may("people.closed_days")
@require_POST
def closed_day_remove(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a correction away."""
    found = get_visible(ClosedDay, request.user, pk=pk)
    remove_closed_day(closed_day=found, by=request.user, at=clock.now())
    return done(request, reverse("people:closed_days"), _("Day removed."))
