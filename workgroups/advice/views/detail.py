"""The story of one line."""

import uuid
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.forms import status_of
from coordination.kit.http import get_visible
from coordination.kit.refusals import NotAllowed
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import AdviceRequest
from ..permissions import can_keep
from ..queries.story import story_of, with_decision
from ..queries.then import story_as_of
from ..services.saving import ONLY_WRITERS

PAGE = AdviceRequest.objects.select_related(
    "team",
    "dossier",
    "cadence",
    "asked_item__meeting__body",
    "answered_by__organisation",
    "withdrawn_by__organisation",
    "created_by__organisation",
)


@require_safe
@may("advice.read")
def line_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """From question to decision, in order, for who was not there; as it was at `?op=`."""
    line = get_visible(with_decision(request.user, PAGE), request.user, pk=pk)
    now = clock.now()
    record_read(dossier=line.dossier, obj=line, by=request.user, at=now)
    then = moment(request)
    if then is not None:
        found = story_as_of(request.user, line, then.at)
        context = {"line": line, "story": found, "then": then, "now": then.at}
        return render(request, "workgroups/advice/line_then.html", context)
    story = story_of(request.user, line, at=now)
    context = {
        "story": story,
        "view": story.view,
        "line": line,
        "keeps": can_keep(request.user, line),
        "now": now,
    }
    return render(request, "workgroups/advice/line_detail.html", context)


def kept_line(request: SignedInRequest, pk: uuid.UUID) -> AdviceRequest:
    """The line for who keeps it; others are told before they type anything."""
    line: AdviceRequest = get_visible(PAGE, request.user, pk=pk)
    if request.method != "POST" and not can_keep(request.user, line):
        raise NotAllowed(ONLY_WRITERS)
    return line


def form_page(
    request: SignedInRequest, line: AdviceRequest, form: BaseForm, name: str, **more: Any
) -> HttpResponse:
    """A form about a line; with errors 422, and 409 where somebody else was first."""
    stale = getattr(form, "stale", None)
    context = {
        "form": form,
        "line": line,
        "stale": stale,
        "clashes": getattr(form, "clashes", []) if stale else [],
        **more,
    }
    return render(request, f"workgroups/advice/{name}.html", context, status=status_of(form))
