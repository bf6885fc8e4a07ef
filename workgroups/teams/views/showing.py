"""What the pages with a form share."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from coordination.kit.forms import status_of
from coordination.kit.http import get_visible
from coordination.people.requests import SignedInRequest

from ..models import Team
from ..permissions import can_keep
from ..services.saving import refuse_over

PAGE = Team.objects.select_related("dossier__owner", "body", "sponsor")


def kept_team(request: SignedInRequest, pk: UUID) -> Team:
    """The team that she may see and keep."""
    team: Team = get_visible(PAGE, request.user, pk=pk)
    refuse_keeping(request, team)
    return team


def refuse_keeping(request: SignedInRequest, team: Team) -> None:
    """Who does not keep it, and before she types in a form also where the team is over.

    What she typed while it ended is refused by the verb, with her text in the form.
    """
    if not can_keep(request.user, team):
        raise PermissionDenied
    if request.method != "POST":
        refuse_over(team)


def form_page(
    request: SignedInRequest, form: Any, title: Any, *, team: Team | None = None, **more: Any
) -> HttpResponse:
    """A form under its title; `template` names a page of its own where it needs one."""
    template = more.pop("template", "workgroups/teams/team_form.html")
    context = {"form": form, "title": title, "team": team, **more}
    return render(request, template, context, status=status_of(form))
