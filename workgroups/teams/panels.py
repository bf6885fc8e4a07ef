"""Teams in the side navigation, and on the page of their dossier and body."""

from typing import Any

from django.http import HttpRequest
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from coordination.actions.models import ActionPoint
from coordination.actions.queries.filters import Filters
from coordination.actions.queries.listing import first_points
from coordination.actions.rows import draw_groups
from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.dossiers.models import Dossier, DossierKind
from coordination.kit import clock
from coordination.people.holdings import Held

from . import due_kinds  # noqa: F401  its registrations
from .leaving import Leaving, leavings
from .models import ResourceRequest, Team
from .queries import with_members
from .services import (
    following,  # noqa: F401  it registers
    hand_over_points,
    own_points,
    withdraw_open,
)


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    if dossier.kind != DossierKind.TEAM:
        return None
    found = Team.objects.visible_to(request.user).select_related("sponsor").filter(pk=dossier.pk)
    rows = with_members(list(found), request.user, on=clock.today())
    return {"row": rows[0]} if rows else None


def _points(request: HttpRequest, team: Team) -> dict[str, Any] | None:
    now, user = clock.now(), request.user
    groups, more = first_points(user, Filters(dossier=team.dossier.number), now=now)
    drawn = draw_groups(groups, user=user, now=now)
    return {"groups": drawn, "more": more, "team": team} if groups else None


def _open_points(team: Team, user: Any) -> list[Held]:
    seen = ActionPoint.objects.visible_to(user).filter(pk__in=[one.pk for one in own_points(team)])
    return [
        Held(f"{one.number} {Truncator(one.text).chars(80)}", one.get_absolute_url())
        for one in seen.order_by("due_on", "pk")
    ]


def _open_requests(team: Team, user: Any) -> list[Held]:
    rows = ResourceRequest.objects.visible_to(user).open().filter(team=team)
    return [
        Held(f"{one.organisation.code} {one.profile}", one.get_absolute_url())
        for one in rows.select_related("organisation").order_by("answer_by", "pk")
    ]


leavings.add(
    "actions", Leaving(_("Action points of the team itself"), _open_points, hand_over_points)
)
leavings.add(
    "requests",
    Leaving(
        _("People asked for without an answer, to be withdrawn"), _open_requests, withdraw_open
    ),
    order=120,
)
panels.add(
    "teams.points",
    Panel(_("Action points"), Slot.TEAM, "workgroups/teams/_points.html", _points, wide=True),
    order=10,
)
panels.add(
    "teams.dossier",
    Panel(
        _("Team"),
        Slot.DOSSIER,
        "workgroups/teams/_panel_dossier.html",
        _dossier,
        action="teams.read",
    ),
    order=6,
)
navigation.add(
    "teams",
    NavigationItem(
        label=_("Working groups LT/MLT"),
        url_name="teams:list",
        icon="users-round",
        group=_("Work"),
        shortcut="g w",
        action="teams.read",
    ),
    order=60,
)
navigation.add(
    "teams.propose",
    NavigationItem(
        label=_("Propose a team"),
        url_name="teams:propose",
        icon="users-round",
        action="teams.propose",
        verb=True,
    ),
    order=60,
)
