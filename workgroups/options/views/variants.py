"""Variants and pilots: added, changed, removed and put back."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coordination.kit.http import done, get_visible, version_in
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from .. import services
from ..forms import PilotForm, VariantForm
from ..models import Pilot, Variant
from .detail import PAGE, form_page, refuse_others
from .keeping import get_or_post

VARIANTS = Variant.objects.select_related("options__dossier", "options__team")
PILOTS = Pilot.objects.select_related("variant__options__dossier", "variant__options__team")


@get_or_post
@may("options.respond")
def variant_new(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """By who keeps the question, or in a consultation."""
    options = get_visible(PAGE, request.user, pk=pk)
    refuse_others(request, options, responds=True)
    form = VariantForm(request.POST or None)
    made = sent(
        request,
        form,
        lambda deed: services.add_variant(options=options, facts=form.facts(), **deed),
    )
    if made is not None:
        said = _("Variant %(letter)s is added.") % {"letter": made.letter}
        undo = reverse("options:variant_remove", args=[made.pk]) + f"?version={made.version}"
        return done(request, made.get_absolute_url(), said, undo=undo)
    return form_page(request, form, "variant_form", options=options, variant=None)


@get_or_post
@may("options.respond")
def variant_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    variant = get_visible(VARIANTS, request.user, pk=pk)
    hers = variant.created_by_id == request.user.pk
    refuse_others(request, variant.options, responds=hers)
    form = VariantForm(request.POST or None, instance=variant)
    changed = sent(
        request,
        form,
        lambda deed: services.edit_variant(
            variant=variant, facts=form.facts(), version=form.version, **deed
        ),
    )
    if changed is not None:
        return done(request, changed.get_absolute_url(), _("The variant is changed."))
    return form_page(request, form, "variant_form", options=variant.options, variant=variant)


@require_POST
@may("options.keep")
def variant_remove(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    variant = get_visible(VARIANTS, request.user, pk=pk)
    gone = services.remove_variant(variant=variant, version=version_in(request), **deed_of(request))
    undo = reverse("options:variant_restore", args=[pk]) + f"?version={gone.version}"
    return done(
        request, variant.options.get_absolute_url(), _("The variant is removed."), undo=undo
    )


@require_POST
@may("options.keep")
def variant_restore(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    variant = get_visible(VARIANTS, request.user, pk=pk)
    services.restore_variant(variant=variant, version=version_in(request), **deed_of(request))
    return done(request, variant.get_absolute_url(), _("The variant stands again."))


@get_or_post
@may("options.keep")
def pilot_new(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """A pilot of this variant."""
    variant = get_visible(VARIANTS, request.user, pk=pk)
    refuse_others(request, variant.options)
    form = PilotForm(request.POST or None)
    made = sent(
        request, form, lambda deed: services.add_pilot(variant=variant, facts=form.facts(), **deed)
    )
    if made is not None:
        undo = reverse("options:pilot_remove", args=[made.pk]) + f"?version={made.version}"
        return done(request, made.get_absolute_url(), _("The pilot is added."), undo=undo)
    return form_page(
        request, form, "pilot_form", options=variant.options, variant=variant, pilot=None
    )


@get_or_post
@may("options.keep")
def pilot_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    pilot = get_visible(PILOTS, request.user, pk=pk)
    refuse_others(request, pilot.variant.options)
    form = PilotForm(request.POST or None, instance=pilot)
    changed = sent(
        request,
        form,
        lambda deed: services.edit_pilot(
            pilot=pilot, facts=form.facts(), version=form.version, **deed
        ),
    )
    if changed is not None:
        return done(request, pilot.get_absolute_url(), _("The pilot is changed."))
    variant = pilot.variant
    return form_page(
        request, form, "pilot_form", options=variant.options, variant=variant, pilot=pilot
    )


@require_POST
@may("options.keep")
def pilot_remove(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    pilot = get_visible(PILOTS, request.user, pk=pk)
    gone = services.remove_pilot(pilot=pilot, version=version_in(request), **deed_of(request))
    undo = reverse("options:pilot_restore", args=[pk]) + f"?version={gone.version}"
    page = pilot.variant.options.get_absolute_url()
    return done(request, page, _("The pilot is removed."), undo=undo)


@require_POST
@may("options.keep")
def pilot_restore(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    pilot = get_visible(PILOTS, request.user, pk=pk)
    services.restore_pilot(pilot=pilot, version=version_in(request), **deed_of(request))
    return done(request, pilot.get_absolute_url(), _("The pilot stands again."))
