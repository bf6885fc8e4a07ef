"""The list of teams, everything about one team in one place, and proposing and changing one."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from coordination.dashboard.later import asks_for_more, more
from coordination.dashboard.registries import Slot, panels
from coordination.dashboard.rendering import rendered
from coordination.dossiers.models import Dossier
from coordination.dossiers.printed import paper_mark_of, restricted_among
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.asof import Moment, moment
from coordination.kit.http import done, get_visible
from coordination.kit.paging import page_of
from coordination.people.requests import SignedInRequest, deed_of, sent
from coordination.people.rights import may

from ..drawn import team_rows
from ..forms import ProposeForm, TeamForm
from ..models import Horizon, Team, TeamStatus, TeamTemplate
from ..permissions import can_keep, can_propose
from ..queries import (
    TeamFilter,
    asked_by,
    burdens_for_lead,
    former_members,
    list_teams,
    members_as_of,
    members_of,
    next_meeting,
    roles_here,
    steps_of,
    team_as_of,
    with_members,
)
from ..services import change_team, propose_team
from .showing import PAGE, form_page, kept_team


@may("teams.read")
@require_GET
def team_list(request: SignedInRequest) -> HttpResponse:
    """The teams she may see, with who leads them and which organisations take part."""
    wanted, today = TeamFilter.read(request.GET), clock.today()
    page = page_of(list_teams(request.user, wanted), request)
    rows = with_members(page.rows, request.user, on=today)
    restricted = restricted_among(team.pk for team in page.rows)
    context = {
        "page": page,
        "paper_mark": paper_mark_of(restricted.values()),
        "groups": team_rows(rows, restricted, today=today),
        "wanted": wanted,
        "horizons": Horizon.choices,
        "statuses": TeamStatus.choices,
        "may_propose": can_propose(request.user),
    }
    return render(request, "workgroups/teams/team_list.html", context)


@may("teams.read")
@require_GET
def team_detail(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Who takes part, what it is about, and what other apps show of it; ?op= looks back."""
    team = get_visible(PAGE, request.user, pk=pk)
    record_read(dossier=team.dossier, obj=team, **deed_of(request))
    if asks_for_more(request):
        return more(request, Slot.TEAM, team)
    then = moment(request)
    context = _then(request, team, then) if then else _now(request, team)
    return render(request, "workgroups/teams/team_detail.html", {"team": team, **context})


def _then(request: SignedInRequest, team: Team, then: Moment) -> dict[str, Any]:
    return {
        "then": then,
        "shown": team_as_of(team, then.at),
        "members": members_as_of(team, request.user, at=then.at),
        "today": clock.today(),
    }


def _now(request: SignedInRequest, team: Team) -> dict[str, Any]:
    user, today = request.user, clock.today()
    past = request.GET.get("vroeger") == "1"
    members = members_of(team, user, on=today)
    sits = roles_here(members, user, on=today)
    keeps = can_keep(user, team, sits=sits)
    return {
        "shown": team,
        "members": members,
        "former": former_members(team, user, on=today) if past else [],
        "past": past,
        "meeting": next_meeting(team, user, at=clock.now()),
        "cards": rendered(panels, Slot.TEAM, request, team),
        "may_keep": team.stands and keeps,
        "knows_capacity": user.may("teams.capacity") and (keeps or bool(sits)),
        "may_propose": can_propose(user),
        "today": today,
    }


@may("teams.read")
@require_GET
def team_setup(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Its tracks with the people asked for, its life, and for its lead what each person carries."""
    team = get_visible(PAGE, request.user, pk=pk)
    record_read(dossier=team.dossier, obj=team, **deed_of(request))
    user, today = request.user, clock.today()
    members = members_of(team, user, on=today)
    sits = roles_here(members, user, on=today)
    context = {
        "team": team,
        "asked": asked_by(team),
        "steps": list(steps_of(team, user)),
        "burdens": burdens_for_lead(members, user, on=today),
        "may_keep": team.stands and can_keep(user, team, sits=sits),
        "today": today,
    }
    return render(request, "workgroups/teams/team_setup.html", context)


@may("teams.propose")
def team_propose(request: SignedInRequest) -> HttpResponse:
    """A new team; ?sjabloon= starts from a template, ?dossier= is set up around that dossier."""
    if not can_propose(request.user):
        raise PermissionDenied
    template = _chosen(TeamTemplate.objects.all(), request.GET.get("sjabloon", ""))
    dossiers = Dossier.objects.visible_to(request.user).select_related("owner", "primacy")
    around = _chosen(dossiers, request.GET.get("dossier", ""))
    start = ProposeForm.start(
        template, around, starts_on=clock.today(), owner=request.user.organisation
    )
    form = ProposeForm(request.POST or None, initial=start, template=template, around=around)
    made = sent(request, form, lambda deed: propose_team(plan=form.plan(), **deed))
    if made is not None:
        return done(request, made.get_absolute_url(), _("The team is proposed."))
    templates = TeamTemplate.objects.order_by("name")
    more = {"templates": templates, "chosen": template, "around": around}
    page = "workgroups/teams/team_propose.html"
    return form_page(request, form, _("Propose a team"), template=page, **more)


@may("teams.keep")
def team_edit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What it is about, who draws it and until when."""
    team = kept_team(request, pk)
    form = TeamForm(request.POST or None, team=team)
    changed = sent(
        request,
        form,
        lambda deed: change_team(team=team, version=form.version, facts=form.facts(), **deed),
    )
    if changed is not None:
        return done(request, team.get_absolute_url(), _("Team changed."))
    return form_page(request, form, _("Change the team"), team=team)


def _chosen(rows: Any, key: str) -> Any:
    """The row of this id; none for anything else."""
    try:
        return rows.filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None
