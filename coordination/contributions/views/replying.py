"""The reply of her own organisation, and taking it back."""

import uuid

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import ReplyForm
from ..models import Contribution, Reply
from ..permissions import can_reply
from ..services import give_reply, withdraw_reply
from ..services.saving import standing_reply
from .detail import PAGE

REPLIES = Reply.objects.select_related("contribution__action_point", "organisation")


@require_http_methods(["GET", "HEAD", "POST"])
@may("contributions.reply")
def contribution_reply(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The form with what was replied before; 404 for an organisation that was not asked."""
    contribution: Contribution = get_visible(PAGE, request.user, pk=pk)
    organisation = request.user.organisation
    part = contribution.action_point.parts.filter(organisation=organisation).first()
    if part is None or not can_reply(request.user, part):
        raise Http404
    before = standing_reply(contribution, organisation)
    asks_input = not (contribution.is_round or contribution.is_shared)
    start = {"version": part.version, "verdict": "answer" if asks_input else ""}
    if before:
        start |= {"verdict": before.verdict, "text": before.text, "proposed": before.proposed}
    form = ReplyForm(
        request.POST or None,
        request.FILES or None,
        initial=start,
        contribution=contribution,
        organisation=organisation,
        has_file=bool(before and before.file),
    )
    reply = attempt(form, lambda: _reply(request, contribution, form)) if form.is_valid() else None
    if reply is not None:
        return _replied(request, contribution, reply, part.version + 1)
    context = {"form": form, "contribution": contribution, "before": before}
    name = "coordination/contributions/reply_form.html"
    return render(request, name, context, status=status_of(form))


def _reply(request: SignedInRequest, contribution: Contribution, form: ReplyForm) -> Reply:
    return give_reply(
        contribution=contribution,
        organisation=request.user.organisation,
        version=form.version,
        answer=form.as_answer(),
        by=request.user,
        at=clock.now(),
    )


def _replied(
    request: SignedInRequest, contribution: Contribution, reply: Reply, version: int
) -> HttpResponse:
    undo = reverse("contributions:take_back", args=[reply.pk, version])
    late = reply.late
    sentence = _("Your reply is in. It is marked late.") if late else _("Your reply is in.")
    return done(request, contribution.get_absolute_url(), sentence, undo=undo)


@require_POST
@may("contributions.reply")
def reply_withdraw(request: SignedInRequest, pk: uuid.UUID, version: int) -> HttpResponse:
    """The version of the part is in the address, so that this is an undo too."""
    reply = get_visible(REPLIES, request.user, pk=pk)
    withdraw_reply(reply=reply, version=version, by=request.user, at=clock.now())
    sentence = _("The reply is taken back.")
    return done(request, reply.contribution.get_absolute_url(), sentence)
