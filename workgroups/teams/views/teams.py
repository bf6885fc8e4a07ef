"""The list of teams, and everything about one team in one place."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.http import get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest
from coordination.people.rights import may

from ..models import Team
from ..permissions import can_keep, can_propose
from ..queries import list_teams, members_of, with_members

PAGE = Team.objects.select_related("dossier__owner", "body", "sponsor")


@may("teams.read")
@require_GET
def team_list(request: SignedInRequest) -> HttpResponse:
    """The teams she may see, with who leads them and which organisations take part."""
    today = clock.today()
    page = page_of(list_teams(request.user), request)
    context = {
        "page": page,
        "rows": with_members(page.rows, request.user, on=today),
        "may_propose": can_propose(request.user),
    }
    return render(request, "workgroups/teams/team_list.html", context)


@may("teams.read")
@require_GET
def team_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who takes part, what it is about, and what other apps show of it."""
    team = get_visible(PAGE, request.user, pk=pk)
    now = clock.now()
    record_read(dossier=team.dossier, obj=team, by=request.user, at=now)
    context = {
        "team": team,
        "members": members_of(team, request.user, on=clock.today()),
        "cards": rendered(panels, Slot.TEAM, request, team),
        "may_keep": can_keep(request.user, team),
    }
    return render(request, "workgroups/teams/team_detail.html", context)
