from copy import copy
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may

from ..forms import IndicatorForm
from ..models import Indicator
from ..queries import list_indicators
from ..services import add_indicator, change_indicator


@may("regions.read")
@require_safe
def indicator_list(request: SignedInRequest) -> HttpResponse:
    context = {
        "indicators": list_indicators(request.user),
        "may_change": request.user.may("regions.import"),
    }
    return render(request, "escalation/regions/indicator_list.html", context)


@may("regions.import")
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_new(request: SignedInRequest) -> HttpResponse:
    form = IndicatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code, deed = form.cleaned_data["code"], deed_of(request)
        made = attempt(form, lambda: add_indicator(code=code, facts=form.facts(), **deed))
        if made:
            return done(request, reverse("regions:indicators"), _("Indicator added."))
    context = {"form": form}
    return render(
        request, "escalation/regions/indicator_form.html", context, status=status_of(form)
    )


@may("regions.import")
@require_http_methods(["GET", "HEAD", "POST"])
def indicator_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    found = get_visible(Indicator, request.user, pk=pk)
    form = IndicatorForm(request.POST or None, instance=copy(found))
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_indicator(
                indicator=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, reverse("regions:indicators"), _("Indicator changed."))
    context = {"form": form, "indicator": found}
    return render(
        request, "escalation/regions/indicator_form.html", context, status=status_of(form)
    )
