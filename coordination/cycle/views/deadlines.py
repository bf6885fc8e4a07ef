"""What is due, from whom and when."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coordination.kit import clock
from coordination.kit.asof import Moment, moment
from coordination.kit.forms import attempt, number_in, status_of
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..forms import DeadlineForm
from ..models import Deadline
from ..permissions import can_keep, can_meet
from ..queries.deadlines import deadline_as_of, list_deadlines
from ..row_forms import undo_url
from ..services.deadlines import (
    change_deadline,
    meet_deadline,
    reopen_deadline,
    set_deadline,
    undo_deadline,
)

DEADLINES = Deadline.objects.select_related(
    "dossier", "meeting__body", "organisation", "person", "post"
)
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@may("cycle.read")
@require_safe
def deadline_list(request: SignedInRequest) -> HttpResponse:
    """What is open, the latest first in line; `?gehaald=1` what was met."""
    met = request.GET.get("gehaald") == "1"
    context = {
        "page": page_of(list_deadlines(request.user, met=met), request),
        "met": met,
        "now": clock.now(),
        "may_add": request.user.may("cycle.plan"),
        "tab": "deadlines",
    }
    return render(request, "coordination/cycle/deadline_list.html", context)


@may("cycle.plan")
@get_or_post
def deadline_new(request: SignedInRequest) -> HttpResponse:
    """Set a deadline that hangs on no meeting."""
    form = DeadlineForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        made = attempt(
            form, lambda: set_deadline(facts=form.facts(), by=request.user, at=clock.now())
        )
        if made:
            return done(request, made.get_absolute_url(), _("Deadline set."))
    return _page(request, form=form)


@may("cycle.read")
@get_or_post
def deadline(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One deadline; who keeps the rhythm changes it here, who owes it says that it is there."""
    found = get_visible(DEADLINES, request.user, pk=pk)
    if then := moment(request):
        return _then(request, found, then)
    form = DeadlineForm(request.POST or None, user=request.user, noun=found)
    if request.method == "POST" and form.is_valid():
        changed = attempt(
            form,
            lambda: change_deadline(
                deadline=found,
                facts=form.facts(found.meeting),
                version=form.version,
                by=request.user,
                at=clock.now(),
            ),
        )
        if changed:
            sentence = _("Deadline changed.")
            return done(request, found.get_absolute_url(), sentence, undo=undo_url(changed))
    rights = {
        "can_keep": can_keep(request.user, found.dossier),
        "can_meet": can_meet(request.user, found),
    }
    return _page(request, form=form, deadline=found, now=clock.now(), **rights)


def _then(request: SignedInRequest, found: Deadline, then: Moment) -> HttpResponse:
    """As it stood, with what became of it."""
    shown = deadline_as_of(found, request.user, at=then.at)
    context = {"deadline": shown, "present": found, "then": then, "now": then.at}
    return render(request, "coordination/cycle/deadline_then.html", context)


@may("cycle.meet")
@require_POST
def deadline_meet(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What was due is there."""
    found = get_visible(DEADLINES, request.user, pk=pk)
    version = number_in(request.POST.get("version", ""))
    met = meet_deadline(deadline=found, version=version, by=request.user, at=clock.now())
    return done(request, reverse("cycle:deadlines"), _("Deadline met."), undo=undo_url(met))


@may("cycle.meet")
@require_POST
def deadline_undo(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
    """The last change taken back."""
    found = get_visible(DEADLINES, request.user, pk=pk)
    undone = undo_deadline(deadline=found, version=version, by=request.user, at=clock.now())
    return done(request, undone.get_absolute_url(), _("The deadline is as it was."))


@may("cycle.meet")
@require_POST
def deadline_reopen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What was noted as met is due again."""
    found = get_visible(DEADLINES, request.user, pk=pk)
    version = number_in(request.POST.get("version", ""))
    reopen_deadline(deadline=found, version=version, by=request.user, at=clock.now())
    return done(request, found.get_absolute_url(), _("Deadline opened again."))


def _page(request: SignedInRequest, **context: object) -> HttpResponse:
    status = status_of(context["form"])  # type: ignore[arg-type]  # the form of the context
    return render(request, "coordination/cycle/deadline_form.html", context, status=status)
