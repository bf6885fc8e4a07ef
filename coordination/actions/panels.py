"""Where action points show on pages of others: navigation, first screen, dossier, leavers."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import NavigationItem, Panel, Slot, navigation, panels
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.asof import Moment
from coordination.people.holdings import Held, Holding, held_among, holdings

from . import saved  # noqa: F401  registers what can be saved
from .erasing import erase_in_timelines
from .models import ActionPoint
from .queries.filters import Filters
from .queries.listing import first_points, list_awaiting, list_carrying_out
from .queries.timeline import mine_then
from .rows import draw_groups
from .services import hand_over_all


def _mine(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    now, user = clock.now(), request.user
    groups, more = first_points(user, Filters(mine=True), now=now)
    drawn = draw_groups(groups, user=user, now=now)
    return {"groups": drawn, "more": more} if groups else None


def _mine_then(request: HttpRequest, then: Moment) -> dict[str, Any] | None:
    rows = mine_then(request.user, then.at)
    return {"rows": rows, "then": then, "day": timezone.localdate(then.at)} if rows else None


def _awaiting(request: HttpRequest, _subject: Any) -> dict[str, Any] | None:
    points = list_awaiting(request.user)
    return {"points": points} if points else None


def _dossier(request: HttpRequest, dossier: Dossier) -> dict[str, Any] | None:
    now, user = clock.now(), request.user
    groups, more = first_points(user, Filters(dossier=dossier.number), now=now)
    drawn = draw_groups(groups, user=user, now=now)
    return {"groups": drawn, "more": more, "dossier": dossier} if groups else None


def _decision(request: HttpRequest, decision: Decision) -> dict[str, Any] | None:
    now, user = clock.now(), request.user
    drawn = draw_groups(list_carrying_out(user, decision, now=now), user=user, now=now)
    return {"groups": drawn, "more": False} if drawn else None


def _held(user: Any, reader: Any) -> list[Held]:
    rows = ActionPoint.objects.open().filter(owner_person=user).order_by("due_on", "pk")
    return held_among(rows, reader, action="actions.read", title=_title)


def _title(point: ActionPoint) -> str:
    return f"{point.number} {point.text[:80]}"


holdings.add(
    "actions",
    Holding(_("Action points"), _held, hand_over_all, erase_in_timelines),
    order=30,
)

navigation.add(
    "actions",
    NavigationItem(
        label=_("Action points"),
        url_name="actions:list",
        icon="list-checks",
        group=_("Work"),
        shortcut="g a",
        action="actions.read",
        phone=True,
    ),
    order=50,
)
navigation.add(
    "actions.add",
    NavigationItem(
        label=_("Add action point"),
        url_name="actions:add",
        icon="list-plus",
        shortcut="c",
        action="actions.add",
        verb=True,
    ),
    order=50,
)
panels.add(
    "actions.mine",
    Panel(
        _("My action points"),
        Slot.TODAY,
        "coordination/actions/_my_points.html",
        _mine,
        then=_mine_then,
        then_template="coordination/actions/_my_points_then.html",
        action="actions.read",
    ),
    order=15,
)
panels.add(
    "actions.awaiting",
    Panel(
        _("To be confirmed by you"),
        Slot.TODAY,
        "coordination/actions/_awaiting.html",
        _awaiting,
        action="actions.read",
    ),
    order=22,
)
panels.add(
    "actions.dossier",
    Panel(
        _("Action points"),
        Slot.DOSSIER,
        "coordination/actions/_dossier_points.html",
        _dossier,
        action="actions.read",
    ),
    order=40,
)
panels.add(
    "actions.decision",
    Panel(
        _("Carried out by"), Slot.DECISION, "coordination/actions/_dossier_points.html", _decision
    ),
    order=10,
)
