"""From a replay to a draft of the ladder."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.kit import clock
from coordination.kit.forms import attempt, status_of
from coordination.kit.http import done, get_visible
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may
from escalation.ladder.ladder_forms import CodeForm
from escalation.ladder.services.drafting import refuse_others as refuse_who_may_not

from ..models import Replay
from ..services.drafting import draft_replayed


@may("ladder.change")
@require_http_methods(["GET", "HEAD", "POST"])
def replay_draft(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """A draft of what was replayed, with the replay as a paper in the dossier of the ladder."""
    rows = Replay.objects.filter(status="done", variant__isnull=False)
    rows = rows.select_related("ladder__dossier", "dossier", "variant", "process")
    replay = get_visible(rows, request.user, pk=pk)
    refuse_who_may_not(request.user, replay.ladder)
    form = CodeForm(request.POST or None, initial={"name": str(replay)})
    if request.method == "POST" and form.is_valid():
        draft = attempt(
            form,
            lambda: draft_replayed(
                replay=replay, by=request.user, at=clock.now(), **form.cleaned_data
            ),
        )
        if draft:
            undo = reverse("ladder:ladder_discard", args=[draft.pk, draft.version])
            return done(request, draft.get_absolute_url(), _("The draft is made."), undo=undo)
    context = {"form": form, "replay": replay}
    template = "escalation/lab/replay_draft.html"
    return render(request, template, context, status=status_of(form))
