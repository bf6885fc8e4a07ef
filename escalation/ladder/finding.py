"""Regions with their level, and versions of the ladder, as they are found by the search."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import Hit, search
from coordination.kit import clock
from coordination.search.panels import MOST, matching
from escalation.regions.models import Region

from .models import Ladder
from .queries.standing import tracks


def regions(user: Any, stems: list[str]) -> Iterable[Hit]:
    """By name or code, each with the level that stands as far as she sees it."""
    if not user.may("regions.read"):
        return
    rows = matching(Region.objects.visible_to(user), stems, "name", "code")
    found = list(rows.order_by("name")[:MOST])
    now = clock.now()
    standing = tracks(user, since=now, until=now, regions=found) if found else {}
    for one in found:
        track = standing.get(one.pk)
        step = track.at(now) if track else None
        level = f"{one.code} · {step.rank} {step.name}" if step and step.rank else one.code
        yield Hit(_("Region"), one.name, one.get_absolute_url(), level, "map-pin")


def ladders(user: Any, stems: list[str]) -> Iterable[Hit]:
    """By name or code, the newest first."""
    if not user.may("ladder.read"):
        return
    rows = matching(Ladder.objects.visible_to(user), stems, "name", "code")
    for one in rows.order_by("-valid_from", "code")[:MOST]:
        status = one.get_status_display()
        yield Hit(_("Ladder"), one.name, one.get_absolute_url(), f"{one.code} · {status}", "layers")


search.add("ladder.regions", regions, order=60)
search.add("ladder.ladders", ladders, order=62)
