"""What the pages of the planning share: how things are fetched, and who may plan."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from coordination.kit.forms import status_of
from coordination.kit.http import done, get_visible
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.requests import SignedInRequest, deed_of
from coordination.people.rights import may
from workgroups.teams.models import Team
from workgroups.teams.services.saving import refuse_over

from ..models import ActionLine, BudgetEstimate, Dependency, Milestone, Product, Slip
from ..permissions import can_plan

TEAMS = Team.objects.select_related("dossier", "body", "sponsor")
LINES = ActionLine.objects.select_related("team__dossier")
PRODUCTS = Product.objects.select_related(
    "line__team__dossier",
    "line__team__body",
    "owner_organisation",
    "owner_person",
    "owner_post",
    "paper",
    "delivered_version",
)
MILESTONES = Milestone.objects.select_related("product__line__team__dossier", "body", "meeting")
SLIPS = Slip.objects.select_related("milestone__product__line__team__dossier")
DEPENDENCIES = Dependency.objects.select_related("product__line__team__dossier", "needs")
ESTIMATES = BudgetEstimate.objects.select_related("team__dossier")
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


class NoLine(Refusal):
    """There is no action line to put a product in."""

    status = 409


def refuse_others(request: SignedInRequest, team: Team) -> None:
    if not can_plan(request.user, team):
        raise NotAllowed(_("Only who writes in the team's dossier plans for it."))


def refuse_adding(request: SignedInRequest, team: Team) -> None:
    """The same, and before she types also where the team was wound up and plans nothing new."""
    refuse_others(request, team)
    if request.method != "POST":
        refuse_over(team)


def refuse_without_lines(request: SignedInRequest, team: Team) -> None:
    """A product stands in an action line; where there is none she is led to adding one."""
    if request.method != "POST" and not ActionLine.objects.filter(team=team).exists():
        there = (_("Add an action line"), reverse("planning:line_new", args=[team.pk]))
        raise NoLine(_("A product stands in an action line; add one first."), link=there)


def pressed(
    rows: Any, verb: Callable[..., Any], noun: str, sentence: Any, *, undo: str = ""
) -> Any:
    """The view of a button: one verb on one of these rows, and `undo` to take it back."""

    @require_POST
    @may("planning.write")
    def view(request: SignedInRequest, pk: UUID, version: int) -> HttpResponse:
        found = get_visible(rows, request.user, pk=pk)
        now = verb(**{noun: found}, version=version, **deed_of(request))
        back = reverse(undo, args=[now.pk, now.version]) if undo else ""
        return done(request, found.get_absolute_url(), str(sentence), undo=back)

    return view


def page(request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
    status = status_of(context["form"])
    return render(request, f"workgroups/planning/{template}", context, status=status)
