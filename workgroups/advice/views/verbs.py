"""Change the words, answer, link the decision, withdraw; each with its undo."""

import uuid

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.decisions.queries import decisions_to_name
from coordination.kit.http import done, get_visible
from coordination.meetings.models.meetings import WRITABLE
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from .. import services
from ..forms import AnswerForm, BecauseForm, LinkForm, WordsForm
from ..queries.placing import items_of_line, last_answer
from .detail import PAGE, form_page, kept_line

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@get_or_post
@may("advice.keep")
def line_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    line = kept_line(request, pk)
    form = WordsForm(request.POST or None, instance=line)
    changed = sent(
        request,
        form,
        lambda deed: services.edit_line(
            line=line,
            version=form.version,
            **{k: form.cleaned_data[k] for k in ("question", "background")},
            **deed,
        ),
    )
    if changed is not None:
        return done(request, line.get_absolute_url(), _("The question is changed."))
    return form_page(request, line, form, "line_edit")


@get_or_post
@may("advice.keep")
def line_answer(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    line = kept_line(request, pk)
    start = {"version": line.version, **last_answer(line)}
    form = AnswerForm(
        request.POST or None, decisions=decisions_to_name(request.user, line.dossier), initial=start
    )
    answered = sent(
        request,
        form,
        lambda deed: services.answer_line(
            line=line, version=form.version, **form.cleaned_data, **deed
        ),
    )
    if answered is not None:
        undo = reverse("advice:take_back", args=[pk, answered.version])
        return done(request, line.get_absolute_url(), _("The answer is noted."), undo=undo)
    return form_page(request, line, form, "line_answer")


@require_POST
@may("advice.keep")
def line_take_back(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    line = get_visible(PAGE, request.user, pk=pk)
    services.take_back_answer(line=line, version=version, **deed_of(request))
    return done(request, line.get_absolute_url(), _("The answer is taken back."))


@get_or_post
@may("advice.keep")
def line_decision(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The decision it led to, noted when it is taken."""
    line = kept_line(request, pk)
    start = {"version": line.version, "decision": line.decision_id}
    form = LinkForm(
        request.POST or None, decisions=decisions_to_name(request.user, line.dossier), initial=start
    )
    linked = sent(
        request,
        form,
        lambda deed: services.link_decision(
            line=line, version=form.version, **form.cleaned_data, **deed
        ),
    )
    if linked is not None:
        return done(request, line.get_absolute_url(), _("The decision is noted."))
    return form_page(request, line, form, "line_decision")


@get_or_post
@may("advice.keep")
def line_withdraw(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    line = kept_line(request, pk)
    form = BecauseForm(request.POST or None, initial={"version": line.version})
    withdrawn = sent(
        request,
        form,
        lambda deed: services.withdraw_line(
            line=line, version=form.version, **form.cleaned_data, **deed
        ),
    )
    if withdrawn is not None:
        undo = reverse("advice:resume", args=[pk, withdrawn.version])
        return done(request, line.get_absolute_url(), _("The line is withdrawn."), undo=undo)
    coming = [one for one in items_of_line(line, request.user) if one.meeting.status in WRITABLE]
    return form_page(request, line, form, "line_withdraw", items=coming)


@require_POST
@may("advice.keep")
def line_resume(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    line = get_visible(PAGE, request.user, pk=pk)
    services.resume_line(line=line, version=version, **deed_of(request))
    return done(request, line.get_absolute_url(), _("The line goes on."))
