"""What the pages of the planning share: how things are fetched, and who may plan."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from coordination.kit.forms import status_of
from coordination.kit.refusals import NotAllowed
from coordination.people.requests import SignedInRequest
from workgroups.teams.models import Team

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


def refuse_others(request: SignedInRequest, team: Team) -> None:
    if not can_plan(request.user, team):
        raise NotAllowed(_("Only who writes in the team's dossier plans for it."))


def page(request: SignedInRequest, template: str, **context: Any) -> HttpResponse:
    status = status_of(context["form"])
    return render(request, f"workgroups/planning/{template}", context, status=status)
