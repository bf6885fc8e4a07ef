"""The list of all points she may see."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.capped import shown_count
from coordination.kit.forms import attempt
from coordination.kit.http import done, wants_fragment
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import TypedForm
from ..models import ActionKind, ActionPoint
from ..queries.counting import count_groups
from ..queries.filters import Filters
from ..queries.listing import list_points
from ..queries.typed import read_typed
from ..rows import draw_groups
from ..services import add_typed_point
from ..services.saving import LONGEST

TABS: tuple[tuple[str | Promise, Filters], ...] = (
    (gettext_lazy("Open"), Filters()),
    (gettext_lazy("Mine"), Filters(mine=True)),
    (gettext_lazy("My organisation's"), Filters(ours=True)),
    (gettext_lazy("Late"), Filters(term="late")),
    (gettext_lazy("Done"), Filters(status="done")),
    (gettext_lazy("Dropped"), Filters(status="dropped")),
)
TERMS = (
    ("late", gettext_lazy("Late")),
    ("week", gettext_lazy("This week")),
    ("later", gettext_lazy("Later")),
)


@require_safe
@may("actions.read")
def action_list(request: SignedInRequest) -> HttpResponse:
    return _page(request)


@require_http_methods(["GET", "HEAD", "POST"])
@may("actions.add")
def action_type(request: SignedInRequest) -> HttpResponse:
    """A point from one line; the list again with the line where it is not understood.

    The list asks for the empty line after first paint; without script it is a page.
    """
    if request.method != "POST":
        chosen = request.GET.get("in") or request.GET.get("dossier", "")
        form = TypedForm(reader=request.user, chosen=chosen)
        if not wants_fragment(request):
            return _page(request, form)
        context = {"typed": form, "address": Filters.read(request.GET).address()}
        return render(request, "coordination/actions/_quick_add.html", context)
    form = TypedForm(request.POST, reader=request.user)
    point = attempt(form, lambda: _add(request, form)) if form.is_valid() else None
    if point is None:
        return _page(request, form, status=422)
    query = request.GET.copy()
    query["in"] = point.dossier.number
    sentence = _("%(number)s is added.") % {"number": point.number}
    return done(request, f"{reverse('actions:list')}?{query.urlencode()}", sentence)


def _add(request: SignedInRequest, form: TypedForm) -> ActionPoint:
    data = form.cleaned_data
    return add_typed_point(
        dossier=data["dossier"], typed=data["text"], by=request.user, at=clock.now()
    )


@require_POST
@may("actions.add")
def action_read_back(request: SignedInRequest) -> HttpResponse:
    """What is recognised in the line so far, as chips. Changes nothing."""
    text = request.POST.get("text", "")[:LONGEST].replace("\0", "")
    context: dict[str, Any] = {}
    if text.strip():
        point = read_typed(text, reader=request.user, on=clock.today())
        flagged = {str(flag.sentence) for flag in point.read.flags}
        others = [sentence for sentence in point.problems if sentence not in flagged]
        context = {"chips": point.read.chips(), "problem": " ".join(others)}
    return render(request, "coordination/kit/_read_back.html", context)


def _page(
    request: SignedInRequest, form: TypedForm | None = None, *, status: int = 200
) -> HttpResponse:
    now, wanted = clock.now(), Filters.read(request.GET)
    listing = list_points(request.user, wanted, request.GET.get("pagina", ""), now=now)
    context = {
        "filters": wanted,
        "address": wanted.address(),
        "groups": draw_groups(listing.groups, user=request.user, now=now),
        "listing": listing,
        "tabs": [(label, one.address(), one == wanted) for label, one in TABS],
        "terms": TERMS,
        "kinds": ActionKind.choices,
        "may_add": request.user.may("actions.add"),
        "may_change": request.user.may("actions.update"),
        "may_export": request.user.may("export"),
        "typed": form,
        "typed_in": request.GET.get("in", ""),
    }
    return render(request, "coordination/actions/action_list.html", context, status=status)


@require_safe
@may("actions.read")
def action_counts(request: SignedInRequest) -> HttpResponse:
    """How many are late, due this week and later: after first paint."""
    wanted = Filters.read(request.GET)
    counts = count_groups(request.user, wanted, now=clock.now())
    lines: list[dict[str, Any]] = [
        {
            "label": label,
            "count": shown_count(counts[term]),
            "alert": term == "late" and counts[term] > 0,
            "address": wanted.address(term=term),
        }
        for term, label in TERMS
    ]
    return render(request, "coordination/actions/_action_counts.html", {"lines": lines})
