"""The list, and one question with its variants side by side."""

import uuid
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.dossiers.printed import paper_mark_of
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.forms import status_of
from coordination.kit.http import get_visible
from coordination.kit.paging import page_of
from coordination.kit.refusals import NotAllowed
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import RemarkForm
from ..models import OptionSet
from ..permissions import can_keep, can_respond
from ..queries.comparing import compare, options_as_of
from ..queries.listing import CHOSEN, OPEN, list_options, with_team
from ..services.saving import ONLY_WRITERS

PAGE = OptionSet.objects.select_related(
    "dossier",
    "team",
    "chosen",
    "chosen_by__organisation",
    "consultation__action_point__dossier",
    "created_by__organisation",
)


@require_safe
@may("options.read")
def options_list(request: SignedInRequest) -> HttpResponse:
    tab = CHOSEN if request.GET.get("tab") == CHOSEN else OPEN
    page = page_of(with_team(request.user, list_options(request.user, tab)), request)
    context = {
        "page": page,
        "paper_mark": paper_mark_of(one.dossier for one in page.rows),
        "tab": tab,
        "now": clock.now(),
        "may_keep": request.user.may("options.keep"),
    }
    return render(request, "workgroups/options/options_list.html", context)


@require_safe
@may("options.read")
def options_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """The comparison, as it is or as it was at `?op=`."""
    return show(request, get_visible(with_team(request.user, PAGE), request.user, pk=pk))


def show(
    request: SignedInRequest, options: OptionSet, *, status: int = 200, **bound: BaseForm
) -> HttpResponse:
    """The comparison, of a question `with_team`; `bound` are forms that were refused, by name."""
    user, now, then = request.user, clock.now(), moment(request)
    record_read(dossier=options.dossier, obj=options, by=user, at=now)
    name = "workgroups/options/options_detail.html"
    if then is not None:
        shown = options_as_of(options, then.at)
        context: dict[str, Any] = {
            "present": options,
            "options": shown,
            "found": compare(user, shown, at=then.at) if shown else None,
            "then": then,
            "now": then.at,
        }
        return render(request, name, context)
    keeps = can_keep(user, options)
    consulted = options.is_consulted(now)
    responds = consulted and can_respond(user, options, at=now)
    found = compare(user, options)
    hers = [one.pk for one in found.variants if keeps or one.created_by_id == user.pk]
    context = {
        "present": options,
        "options": options,
        "found": found,
        "keeps": keeps,
        "changes": [] if options.is_chosen or not (keeps or responds) else hers,
        "consulted": consulted,
        "adds": not options.is_chosen and (keeps or responds),
        "now": now,
        "remark": RemarkForm(options=options),
    }
    return render(request, name, context | bound, status=status)


def refuse_others(request: SignedInRequest, options: OptionSet, *, responds: bool = False) -> None:
    """Who may not keep the question, nor answer where that is enough, is told before she types."""
    if request.method == "POST" or can_keep(request.user, options):
        return
    if not (responds and can_respond(request.user, options, at=clock.now())):
        raise NotAllowed(ONLY_WRITERS)


def form_page(request: SignedInRequest, form: BaseForm, name: str, **more: Any) -> HttpResponse:
    """A form with its question; a stale one shows what stands there now beside it."""
    stale = getattr(form, "stale", None)
    context = {
        "form": form,
        "stale": stale,
        "clashes": getattr(form, "clashes", []) if stale else [],
        **more,
    }
    return render(request, f"workgroups/options/{name}.html", context, status=status_of(form))
