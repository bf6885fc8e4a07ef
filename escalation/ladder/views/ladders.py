"""The versions of the ladder: read, drafted, compared, adopted."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..describing import Words, differences, in_rows, sentences
from ..ladder_forms import AdoptForm, CodeForm, LadderForm
from ..models import Ladder, LadderStatus
from ..permissions import can_change_ladder
from ..queries.history import with_decisions
from ..queries.ladders import fill_levels, with_levels
from ..queries.versions import before, versions
from ..services.adopting import adopt_ladder
from ..services.drafting import change_draft, discard_draft, draft_ladder, refuse_adopted
from ..services.drafting import refuse_others as refuse_who_may_not
from ..services.facts import LadderFacts

BARE = Ladder.objects.select_related("dossier", "based_on__dossier", "adopted_by")
LADDERS = with_levels(BARE)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("ladder.read")
@require_safe
def ladder_list(request: SignedInRequest) -> HttpResponse:
    """Every version, on a line of time."""
    drafts, stretches = versions(request.user, clock.today())
    context = {"drafts": drafts, "stretches": stretches}
    return render(request, "escalation/ladder/ladder_list.html", context)


@may("ladder.read")
@require_safe
def ladder(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One version in plain words, with what it says otherwise than the one before."""
    found = get_visible(with_decisions(BARE, request.user), request.user, pk=pk)
    context = {**_shown(request, found), "cards": rendered(panels, Slot.LADDER, request, found)}
    return render(request, "escalation/ladder/ladder_detail.html", context)


@may("ladder.change")
@get_or_post
def draft_new(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A next version that begins as a copy of this one."""
    found = get_visible(LADDERS.all(), request.user, pk=pk)
    refuse_who_may_not(request.user, found)
    form = CodeForm(request.POST or None, initial={"name": found.name})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        facts = replace(LadderFacts.of(found), name=data["name"], source="")
        draft = attempt(
            form,
            lambda: draft_ladder(
                based_on=found,
                code=data["code"],
                facts=facts,
                by=request.user,
                at=clock.now(),
            ),
        )
        if draft:
            undo = reverse("ladder:ladder_discard", args=[draft.pk, draft.version])
            edit = reverse("ladder:ladder_edit", args=[draft.pk])
            return done(request, edit, _("The draft is made."), undo=undo)
    return _page(request, "ladder_new.html", form=form, ladder=found)


@may("ladder.change")
@get_or_post
def ladder_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Change a draft."""
    found = get_visible(LADDERS.all(), request.user, pk=pk)
    refuse_who_may_not(request.user, found)
    refuse_adopted(found)
    form = LadderForm(request.POST or None, ladder=found, user=request.user)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_draft(
                ladder=found,
                facts=form.facts(),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            return done(request, changed.get_absolute_url(), _("The draft is changed."))
    return _page(request, "ladder_form.html", form=form, ladder=found)


@may("ladder.change")
@require_POST
def ladder_discard(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """Throw a draft away."""
    found = get_visible(Ladder, request.user, pk=pk)
    discard_draft(ladder=found, version=version, by=request.user, at=clock.now())
    return done(request, reverse("ladder:ladders"), _("The draft is thrown away."))


@may("ladder.change")
@get_or_post
def ladder_adopt(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The draft in force from a day on, by a recorded decision; there is no undo."""
    found = get_visible(BARE.all(), request.user, pk=pk)
    refuse_who_may_not(request.user, found)
    refuse_adopted(found)
    form = AdoptForm(request.POST or None, user=request.user, ladder=found)
    if request.method == "POST" and form.is_valid():
        adopted = attempt(
            form,
            lambda: adopt_ladder(
                ladder=found, by=request.user, at=clock.now(), **form.cleaned_data
            ),
        )
        if adopted:
            return done(request, adopted.get_absolute_url(), _("The ladder is adopted."))
    return _page(request, "ladder_adopt.html", form=form, **_shown(request, found))


def _shown(request: SignedInRequest, found: Ladder) -> dict[str, Any]:
    """The ladder in words, and in what it differs from the one before."""
    earlier = before(found, request.user, clock.today())
    both = [found] if earlier is None else [found, earlier]
    fill_levels(both)
    facts, words = LadderFacts.of(found), Words.of(*both)
    differs = differences(LadderFacts.of(earlier), facts, words) if earlier is not None else []
    return {
        "ladder": found,
        "sentences": sentences(facts, words),
        "indicators": [words.name(code) for code in facts.indicators],
        "rows": in_rows(facts, words),
        "earlier": earlier,
        "differs": differs,
        "is_draft": found.status == LadderStatus.DRAFT,
        "can_change": can_change_ladder(request.user, found.dossier),
    }


def _page(request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
    status = status_of(context["form"])
    return render(request, f"escalation/ladder/{template}", context, status=status)
