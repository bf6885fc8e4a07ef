"""Many points at once: chosen on a list, then done, moved or handed over in one deed."""

import uuid
from typing import Any

from django.forms import BaseForm, Form
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit import clock
from coordination.kit.forms import attempt
from coordination.kit.http import done, number_in
from coordination.kit.refusals import Refusal
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may

from ..forms import HandOverForm, MoveForm
from ..models import ActionPoint
from ..queries.filters import Filters
from ..queries.listing import list_points
from ..rows import draw_groups
from ..services.many import Chosen, Many, Together, change_many, changed_by, undo_many

VERBS = {
    "gereed": Together.COMPLETE,
    "verplaatsen": Together.MOVE,
    "overdragen": Together.HAND_OVER,
}


@require_http_methods(["GET", "HEAD", "POST"])
@may("actions.update")
def action_many(request: SignedInRequest) -> HttpResponse:
    """The list with a box before each point she may change, and what can be done with them."""
    typed = request.POST.dict()
    move = MoveForm(_given(request, "verplaatsen"), today=clock.today(), initial=typed)
    give = HandOverForm(_given(request, "overdragen"), reader=request.user, initial=typed)
    for one in (move, give):
        del one.fields["version"]
    if request.method != "POST":
        return _page(request, move, give)
    verb = request.POST.get("verb", "")
    if verb not in VERBS:
        raise Refusal(_("Choose what is to be done with them."))
    form: BaseForm = {"gereed": Form(request.POST), "verplaatsen": move, "overdragen": give}[verb]
    changed = attempt(form, lambda: _do(request, verb, form)) if form.is_valid() else None
    if changed is None:
        return _page(request, move, give, refused=form, status=422)
    said = ngettext(
        "%(count)d action point is changed.", "%(count)d action points are changed.", changed.number
    ) % {"count": changed.number}
    undo = reverse("actions:undo_many", args=[changed.deed])
    address = Filters.read(request.GET).address()
    back = reverse("actions:many") + (f"?{address}" if address else "")
    return done(request, back, said, undo=undo)


@require_POST
@may("actions.update")
def action_undo_many(request: SignedInRequest, deed: uuid.UUID) -> HttpResponse:
    """All that one deed changed as it was."""
    changed = list(changed_by(deed))
    if not ActionPoint.objects.visible_to(request.user).filter(pk__in=changed).exists():
        raise Http404
    undo_many(deed_id=deed, by=request.user, at=clock.now())
    return done(request, reverse("actions:list"), _("All of them are as they were."))


def _given(request: SignedInRequest, verb: str) -> Any:
    return request.POST if request.POST.get("verb") == verb else None


def _do(request: SignedInRequest, verb: str, form: BaseForm) -> Many:
    data = form.cleaned_data
    said = {"term": data.get("term"), "to": data.get("owner"), "reason": data.get("reason", "")}
    deed = deed_of(request)
    return change_many(VERBS[verb], chosen=_chosen(request), **said, **deed)


def _chosen(request: SignedInRequest) -> list[Chosen]:
    """What was ticked and she may see, with the versions of the page."""
    ticked = [one for one in request.POST.getlist("point")[:500] if _is_id(one)]
    seen = ActionPoint.objects.visible_to(request.user).filter(pk__in=ticked)
    return [
        Chosen(point, number_in(request.POST, f"version-{point.pk}"))
        for point in seen.select_related("dossier", "body")
    ]


def _is_id(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _page(
    request: SignedInRequest,
    move: MoveForm,
    give: HandOverForm,
    *,
    refused: BaseForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now, wanted = clock.now(), Filters.read(request.GET)
    listing = list_points(request.user, wanted, request.GET.get("pagina", ""), now=now)
    drawn = draw_groups(listing.groups, user=request.user, now=now)
    context = {
        "filters": wanted,
        "address": wanted.address(),
        "groups": [
            (group.label, list(zip(one.points, group.rows, strict=True)))
            for one, group in zip(listing.groups, drawn, strict=True)
        ],
        "listing": listing,
        "move": move,
        "give": give,
        "refused": refused,
        "ticked": request.POST.getlist("point"),
        "may_manage": request.user.may("actions.manage"),
    }
    return render(request, "coordination/actions/action_many.html", context, status=status)
