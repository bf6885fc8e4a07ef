"""Start a question, change its words, consult others, choose."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.decisions.queries import decisions_to_name
from coordination.kit import clock
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from .. import services
from ..forms import ChooseForm, ConsultForm, OptionsForm, RemarkForm, WordsForm
from ..models import Remark
from ..queries.comparing import last_reason
from ..queries.listing import with_team
from .detail import PAGE, form_page, refuse_others, show

get_or_post = require_http_methods(["GET", "HEAD", "POST"])
REMARKS = Remark.objects.select_related("options__dossier")


@get_or_post
@may("options.keep")
def options_new(request: SignedInRequest) -> HttpResponse:
    start = {name: request.GET[name] for name in ("dossier", "team") if name in request.GET}
    form = OptionsForm(request.POST or None, reader=request.user, initial=start)
    made = sent(
        request,
        form,
        lambda deed: services.start_options(
            words=form.words(),
            **{name: form.cleaned_data[name] for name in ("dossier", "team")},
            **deed,
        ),
    )
    if made is not None:
        return done(request, made.get_absolute_url(), _("Add the variants now."))
    return form_page(request, form, "options_form", options=None)


@get_or_post
@may("options.keep")
def options_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    options = get_visible(PAGE, request.user, pk=pk)
    refuse_others(request, options)
    form = WordsForm(request.POST or None, instance=options)
    changed = sent(
        request,
        form,
        lambda deed: services.edit_options(
            options=options, words=form.words(), version=form.version, **deed
        ),
    )
    if changed is not None:
        return done(request, options.get_absolute_url(), _("The question is changed."))
    return form_page(request, form, "options_form", options=options)


@get_or_post
@may("options.keep")
def options_consult(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask others which variant is missing, by a closing date."""
    options = get_visible(PAGE, request.user, pk=pk)
    refuse_others(request, options)
    start = {
        "version": options.version,
        "question": _("Which variant is missing? %(question)s") % {"question": options.question},
        "body": options.team.body_id if options.team else None,
    }
    form = ConsultForm(request.POST or None, reader=request.user, now=clock.now(), initial=start)
    asked = sent(
        request, form, lambda deed: services.consult(options=options, **form.values(), **deed)
    )
    if asked is not None:
        return done(request, options.get_absolute_url(), _("The organisations are asked."))
    return form_page(request, form, "options_consult", options=options)


@require_POST
@may("options.respond")
def options_remark(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    options = get_visible(with_team(request.user, PAGE), request.user, pk=pk)
    form = RemarkForm(request.POST, options=options)
    made = sent(
        request,
        form,
        lambda deed: services.add_remark(options=options, **form.cleaned_data, **deed),
    )
    if made is None:
        return show(request, options, status=422, remark=form)
    undo = reverse("options:remark_take_back", args=[made.pk])
    return done(request, options.get_absolute_url(), _("Your remark stands there."), undo=undo)


@require_POST
@may("options.respond")
def remark_take_back(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    remark = get_visible(REMARKS, request.user, pk=pk)
    services.take_back_remark(remark=remark, **deed_of(request))
    return done(request, remark.options.get_absolute_url(), _("The remark is taken back."))


@get_or_post
@may("options.keep")
def options_choose(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """By a decision, with why this one and why not the others."""
    options = get_visible(PAGE, request.user, pk=pk)
    refuse_others(request, options)
    decisions = decisions_to_name(request.user, options.dossier)
    form = ChooseForm(
        request.POST or None,
        options=options,
        decisions=decisions,
        initial={"version": options.version, "reason": last_reason(options)},
    )
    chosen = sent(
        request,
        form,
        lambda deed: services.choose_variant(
            options=options, choice=form.choice(), version=form.version, **deed
        ),
    )
    if chosen is not None:
        undo = reverse("options:unchoose", args=[pk, chosen.version])
        return done(request, options.get_absolute_url(), _("The choice is noted."), undo=undo)
    return form_page(request, form, "options_choose", options=options)


@require_POST
@may("options.keep")
def options_unchoose(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    options = get_visible(PAGE, request.user, pk=pk)
    services.take_back_choice(options=options, version=version, **deed_of(request))
    return done(request, options.get_absolute_url(), _("The choice is taken back."))
