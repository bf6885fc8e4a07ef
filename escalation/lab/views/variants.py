"""Variants of the ladder: the list, one of them, and how it is made and changed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from escalation.ladder.describing import Words
from escalation.ladder.models import Ladder
from escalation.ladder.queries.ladders import with_levels

from ..describing import of_variant
from ..forms import VariantForm
from ..models import Variant
from ..permissions import can_run
from ..queries.starts import ladders_to_start, start_of
from ..queries.variants import facts_of, list_replays, list_variants, whole_ladder, with_bounds
from ..services.variants import change_variant, discard_variant, make_variant, refuse_others

LADDERS = with_levels(Ladder.objects.select_related("dossier"))
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("lab.read")
@require_safe
def variant_list(request: SignedInRequest) -> HttpResponse:
    """Newest first, with the versions of the ladder that one may begin from."""
    context = {
        "page": page_of(list_variants(request.user), request),
        "ladders": ladders_to_start(request.user) if request.user.may("lab.run") else [],
    }
    return render(request, "escalation/lab/variant_list.html", context)


@may("lab.read")
@require_safe
def variant(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One variant in plain words, what it changes, and its replays."""
    found = get_visible(with_bounds(Variant.objects.all()), request.user, pk=pk)
    ladder = whole_ladder(found.based_on)
    context = {
        "variant": found,
        "told": of_variant(facts_of(found, ladder), ladder, Words.of_all()),
        "replays": list_replays(request.user).filter(variant=found)[:20],
        "can_run": can_run(request.user, found.dossier),
    }
    return render(request, "escalation/lab/variant_detail.html", context)


@may("lab.run")
@get_or_post
def variant_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A variant that begins as this ladder, or as a point of a sweep over it (`verkenning`)."""
    ladder = get_visible(LADDERS.all(), request.user, pk=pk)
    refuse_others(request.user, ladder.dossier)
    start = start_of(ladder, request.user, request.GET)
    form = VariantForm(request.POST or None, facts=start)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form,
            lambda: make_variant(
                ladder=ladder, facts=form.facts(), by=request.user, at=clock.now()
            ),
        )
        if made:
            undo = reverse("lab:variant_discard", args=[made.pk, made.version])
            return done(request, made.get_absolute_url(), _("The variant is made."), undo=undo)
    return _page(request, form, ladder=ladder)


@may("lab.run")
@get_or_post
def variant_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a variant; its replays stay as they were."""
    found = get_visible(with_bounds(Variant.objects.all()), request.user, pk=pk)
    refuse_others(request.user, found.dossier)
    ladder = whole_ladder(found.based_on)
    form = VariantForm(request.POST or None, facts=facts_of(found, ladder), version=found.version)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_variant(
                variant=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, changed.get_absolute_url(), _("The variant is changed."))
    return _page(request, form, ladder=ladder, variant=found)


@may("lab.run")
@require_POST
def variant_discard(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    found = get_visible(Variant, request.user, pk=pk)
    discard_variant(variant=found, version=version, by=request.user, at=clock.now())
    return done(request, reverse("lab:variants"), _("The variant is thrown away."))


def _page(request: SignedInRequest, form: VariantForm, **context: Any) -> HttpResponse:
    context["form"] = form
    template = "escalation/lab/variant_form.html"
    return render(request, template, context, status=status_of(form))
