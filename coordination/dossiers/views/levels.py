"""Who may read: classification, and reading without a part."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import BreakGlassForm, ClassifyForm
from ..models import Dossier
from ..queries import by_number
from ..services import Levels, break_glass, classify_dossier
from ..services.classifying import refuse_who_does_not_classify


@may("dossiers.classify")
def classify(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Classification, restriction and embargo in one form, with a reason."""
    dossier = get_visible(Dossier, request.user, pk=pk)
    refuse_who_does_not_classify(dossier, request.user)
    form = ClassifyForm(request.POST or None, initial=ClassifyForm.facts_of(dossier))
    if request.method == "POST" and form.is_valid():
        set_ = attempt(
            form,
            lambda: classify_dossier(
                dossier=dossier,
                version=form.version,
                levels=Levels(**form.levels()),
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
            ),
        )
        if set_ is not None:
            return done(request, dossier.get_absolute_url(), _("Set. Who may read it has changed."))
    context = {"form": form, "dossier": dossier}
    template = "coordination/dossiers/classify.html"
    return render(request, template, context, status=status_of(form))


@may("dossiers.break_glass")
def glass(request: SignedInRequest) -> HttpResponse:
    """Read a dossier without a part: number, reason, four hours, mail to the auditors."""
    form = BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        dossier = by_number(form.cleaned_data["number"])
        if dossier is None:
            form.add_error("number", _("There is no dossier with this number."))
        elif attempt(
            form,
            lambda: break_glass(
                dossier=dossier,
                reason=form.cleaned_data["reason"],
                by=request.user,
                at=clock.now(),
            ),
        ):
            sentence = _("You can read this for four hours. The auditors have been told.")
            return done(request, dossier.get_absolute_url(), sentence)
    context = {"form": form, "cancel_url": reverse("dossiers:list")}
    template = "coordination/dossiers/break_glass.html"
    return render(request, template, context, status=status_of(form))
