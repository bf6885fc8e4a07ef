"""Replays: asked for, followed, read, laid beside another, and made a draft of the ladder."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coordination.kit import clock
from coordination.kit.exercise import labelled, marked
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from escalation.ladder.models import Ladder
from escalation.ladder.permissions import can_change_ladder

from ..describing import followed
from ..forms import SpanForm
from ..models import Replay, Variant
from ..queries.checking import check_replay
from ..queries.settling import settled
from ..queries.showing import shown
from ..queries.starts import usual_span
from ..queries.variants import list_replays, replays_beside, trial_of_ladder, whole_ladder
from ..services.asking import ask_replay
from ..services.variants import refuse_others
from ..showing import KINDS, against, beside, headline, measures, region_lines
from ..showing_processes import settled_table, settled_words

get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("lab.read")
@require_safe
def replay_list(request: SignedInRequest) -> HttpResponse:
    context = {"page": page_of(list_replays(request.user), request)}
    return render(request, "escalation/lab/replay_list.html", context)


@may("lab.run")
@get_or_post
def replay_variant(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Replay a variant over a span."""
    rows = Variant.objects.select_related("based_on__dossier", "dossier")
    variant = get_visible(rows, request.user, pk=pk)
    return _ask(request, variant.based_on, variant)


@may("lab.run")
@get_or_post
def replay_ladder(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Replay a version of the ladder as it stands."""
    ladder = get_visible(Ladder.objects.select_related("dossier"), request.user, pk=pk)
    return _ask(request, ladder, None)


@may("lab.read")
@require_safe
def replay(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Headline figures, region by week, and one region against the determinations."""
    found = _get(request, pk)
    context = {"replay": found, "run": found}
    if found.is_done:
        context |= _result(request, found)
    return render(request, "escalation/lab/replay_detail.html", context)


@may("lab.read")
@require_safe
def replay_progress(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The part of its page that changes while it is reckoned."""
    run = get_visible(list_replays(request.user), request.user, pk=pk)
    context = {"run": run, "progress_url": request.path}
    return render(request, "escalation/lab/_run.html", context)


@may("lab.read")
@require_safe
def replay_json(request: SignedInRequest, pk: UUID) -> JsonResponse:
    """All it was reckoned from and what came of it, sealed: enough to repeat it elsewhere."""
    found = _get(request, pk)
    whole = {"asks": found.asks, "found": found.found, "sha256": found.sha256}
    name = marked(f"doorrekening-{found.first}-{found.last}.json", by="-")
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return JsonResponse(labelled(whole), headers=headers)


@may("lab.read")
@require_safe
def replay_check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The replay repeated: from the figures kept with it, and from those known now."""
    found = get_visible(list_done(request), request.user, pk=pk)
    check = check_replay(found)
    context = {"replay": found, "check": check, "measures": measures(check.then, check.now)}
    return render(request, "escalation/lab/replay_check.html", context)


@may("lab.read")
@require_safe
def replay_beside(request: SignedInRequest, pk: UUID, other: UUID) -> HttpResponse:
    """Two replays of the same days side by side, with what differs."""
    one = get_visible(list_done(request), request.user, pk=pk)
    others = replays_beside(one, request.user).defer(None).select_related("dossier")
    two = get_visible(others, request.user, pk=other)
    context = {"one": one, "two": two, **beside(one, two)}
    return render(request, "escalation/lab/replay_beside.html", context)


def list_done(request: SignedInRequest) -> Any:
    """Replays of which something came, with all that was kept."""
    return list_replays(request.user).defer(None).select_related("dossier").filter(status="done")


def _get(request: SignedInRequest, pk: UUID) -> Replay:
    rows = list_replays(request.user).defer(None).select_related("dossier", "ladder__dossier")
    found: Replay = get_visible(rows, request.user, pk=pk)
    return found


def _result(request: SignedInRequest, found: Replay) -> dict[str, Any]:
    result = shown(found)
    kind = request.GET.get("toon", "")
    of_process = settled(found, result.regions)
    return {
        **headline(result, kind),
        "settled": of_process,
        "settled_words": settled_words(of_process),
        "settled_table": settled_table(of_process, known_official=result.known_official),
        "followed": followed(found),
        "against": against(found),
        "drawn": region_lines(result, request.GET.get("regio", "")),
        "region_link": f"?toon={kind if kind in KINDS else ''}&regio=",
        "others": replays_beside(found, request.user)[:20],
        "may_draft": found.variant_id is not None
        and can_change_ladder(request.user, found.ladder.dossier),
    }


def _ask(request: SignedInRequest, ladder: Ladder, variant: Variant | None) -> HttpResponse:
    refuse_others(request.user, ladder.dossier)
    whole = whole_ladder(ladder)
    first, last = usual_span(ladder, trial_of_ladder(whole).indicators, clock.today())
    initial = {"first": first, "last": last, "flip_weeks": 2}
    form = SpanForm(request.POST or None, user=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        asked = attempt(
            form,
            lambda: ask_replay(
                ladder=ladder,
                variant=variant,
                facts=form.span(),
                by=request.user,
                at=clock.now(),
            ),
        )
        if asked:
            said = _("The replay is done.") if asked.is_over else _("The replay is being reckoned.")
            return done(request, asked.get_absolute_url(), said)
    context = {"form": form, "ladder": ladder, "variant": variant}
    template = "escalation/lab/replay_form.html"
    return render(request, template, context, status=status_of(form))
