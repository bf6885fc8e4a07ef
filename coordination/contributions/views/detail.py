"""The list of requests, and one with a row per organisation."""

import uuid
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.http import get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import WithdrawForm
from ..models import Contribution
from ..permissions import can_reply, can_steer
from ..queries.answers import Line, counts_of, lines_of, with_reached
from ..queries.hanging import hangs_on
from ..queries.listing import CLOSED, MINE, OPEN, list_contributions, moment_passed
from ..services.reminding import waits_to_be_sent

LONGEST_HEADING = 140
TABS: tuple[tuple[str, str | Promise], ...] = (
    (OPEN, gettext_lazy("Open")),
    (MINE, gettext_lazy("To answer by my organisation")),
    (CLOSED, gettext_lazy("Closed")),
)
PAGE = Contribution.objects.select_related(
    "action_point__body", "action_point__dossier", "action_point__owner_organisation", "asked_by"
)


@require_safe
@may("contributions.read")
def contribution_list(request: SignedInRequest) -> HttpResponse:
    """The requests she may see, with how many replied."""
    asked = request.GET.get("tab", OPEN)
    tab = asked if asked in dict(TABS) else OPEN
    context = {
        "page": page_of(list_contributions(request.user, tab), request),
        "tab": tab,
        "tabs": TABS,
        "now": clock.now(),
        "may_ask": request.user.may("contributions.ask"),
    }
    return render(request, "coordination/contributions/contribution_list.html", context)


@require_safe
@may("contributions.read")
def contribution_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    return show(request, get_visible(PAGE, request.user, pk=pk))


def show(
    request: SignedInRequest,
    contribution: Contribution,
    *,
    status: int = 200,
    **bound: BaseForm,
) -> HttpResponse:
    """The page of a request; `bound` are forms that were refused, by their name."""
    user, now, point = request.user, clock.now(), contribution.action_point
    record_read(dossier=point.dossier, obj=contribution, by=user, at=now)
    lines = lines_of(contribution, user)
    steers = can_steer(user, point)
    if steers and contribution.is_open:
        lines = with_reached(lines, point, at=now)
    context: dict[str, Any] = {
        "contribution": contribution,
        "heading": _heading(contribution),
        "point": point,
        "dossier": Dossier.objects.visible_to(user).filter(pk=point.dossier_id).first(),
        "hangs": hangs_on(contribution, user),
        "decision": _decision(user, contribution),
        "lines": lines,
        "counts": counts_of(lines),
        "objections": [line for line in lines if line.reply and line.reply.verdict == "object"],
        "passed": moment_passed(contribution, now=now),
        "mine": _mine(user, lines),
        "steers": steers and contribution.is_open,
        "may_stop": steers and waits_to_be_sent(contribution, at=now),
        "may_name": user.may("people.contacts"),
        "may_export": user.may("export"),
        "withdraw": WithdrawForm(initial={"version": point.version}, auto_id="withdraw_%s"),
    }
    name = "coordination/contributions/contribution_detail.html"
    return render(request, name, context | bound, status=status)


def _heading(contribution: Contribution) -> str:
    """The question where it fits in a heading; else it stands in full below its number."""
    if len(contribution.question) <= LONGEST_HEADING:
        return contribution.question
    named = {"number": contribution.number}
    if contribution.is_round:
        return _("Written round %(number)s") % named
    return _("Request for input %(number)s") % named


def _mine(user: Any, lines: list[Line]) -> Line | None:
    """The line of her own organisation, where she may reply for it."""
    return next((line for line in lines if can_reply(user, line.part)), None)


def _decision(user: Any, contribution: Contribution) -> Decision | None:
    return Decision.objects.visible_to(user).filter(pk=contribution.decision_id).first()
