from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible, number_in
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..charts import draw
from ..forms import JudgementForm
from ..models import Handling, Outlier
from ..queries import Span, days_of, list_outliers
from ..services import judge_outlier, reopen_outlier

AROUND = timedelta(days=28)


@may("regions.read")
@require_safe
def outlier_list(request: SignedInRequest) -> HttpResponse:
    """Figures that stand out; those to be judged first asked for."""
    handling = request.GET.get("stand", "")
    context = {
        "page": page_of(list_outliers(request.user, handling=handling), request),
        "handling": handling,
        "choices": Handling.choices,
    }
    return render(request, "escalation/regions/outlier_list.html", context)


@may("regions.read")
@require_http_methods(["GET", "HEAD", "POST"])
def outlier(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One figure with the days around it; who reads in figures judges it here."""
    found = get_visible(list_outliers(request.user), request.user, pk=pk)
    form = JudgementForm(request.POST or None, initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        judged = attempt(
            form,
            lambda: judge_outlier(
                outlier=found,
                judgement=form.judgement(),
                version=form.cleaned_data["version"],
                by=request.user,
                at=clock.now(),
            ),
        )
        if judged:
            undo = f"{reverse('regions:outlier_reopen', args=[found.pk])}?versie={judged.version}"
            return done(request, found.get_absolute_url(), _("The figure is judged."), undo=undo)
    return _shown(request, found, form)


@may("regions.import")
@require_POST
def outlier_reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take the judgement back; `versie` is the one that is meant."""
    found = get_visible(list_outliers(request.user), request.user, pk=pk)
    version = number_in(request.POST, "version") or number_in(request.GET, "versie")
    reopen_outlier(outlier=found, version=version, by=request.user, at=clock.now())
    return done(request, found.get_absolute_url(), _("The judgement is taken back."))


def _shown(request: SignedInRequest, found: Outlier, form: JudgementForm) -> HttpResponse:
    seen = found.observation
    first, last = seen.day - AROUND, seen.day + AROUND
    days = days_of(seen.region, [Span([seen.indicator], first, last)])[seen.indicator_id]
    context = {
        "outlier": found,
        "seen": seen,
        "form": form,
        "chart": draw(first, [one.value for one in days]),
        "rows": days[::-1],
        "may_judge": request.user.may("regions.import"),
    }
    return render(
        request, "escalation/regions/outlier_detail.html", context, status=status_of(form)
    )
