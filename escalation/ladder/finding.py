"""Regions with their level, levels that were set, and versions of the ladder, as they are found."""

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from coordination.dashboard.registries import Hit, search
from coordination.kit import clock
from coordination.kit.matching import starts_word
from coordination.search.panels import MOST, matching
from coordination.search.stems import stem
from escalation.regions.models import Region

from .models import Determination, Ladder
from .queries.standing import tracks

Named = list[tuple[Region, list[str]]]
WORDS = ("level__name_nl", "level__name_en", "deviation")


def regions(user: Any, stems: list[str]) -> Iterable[Hit]:
    """Regions by name or code, then the levels that were set there: their names are asked once."""
    if user.may("regions.read"):
        named = _named(Region.objects.visible_to(user).order_by("name", "code"))
        yield from _regions(user, stems, named)
        yield from _determinations(user, stems, named)


def _regions(user: Any, stems: list[str], named: Named) -> Iterable[Hit]:
    """Each with the level that stands as far as she sees it."""
    found = [one for one, words in named if all(_begins(words, part) for part in stems)][:MOST]
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


def _determinations(user: Any, stems: list[str], named: Named) -> Iterable[Hit]:
    """By region, level or reason of deviation, the newest in force first; as far as she sees them.

    A level in force is found on the page of its region as it stood that moment.
    """
    rows = Determination.objects.visible_to(user).standing()
    for part in stems:
        pattern, here = starts_word(part), [one for one, words in named if _begins(words, part)]
        said = (Q(**{f"{field}__iregex": pattern}) for field in WORDS)
        rows = rows.filter(reduce(or_, said, Q(region__in=here)))
    found = rows.select_related("region", "level").order_by("-in_force_at", "region__code", "pk")
    now = clock.now()
    for one in found[:MOST]:
        at = timezone.localtime(one.in_force_at)
        level = str(one.level) if one.level else _("escalation ended")
        past = one.published_at is not None and one.in_force_at <= now
        url = one.region.get_absolute_url()
        yield Hit(
            _("Determination"),
            f"{one.region.name}: {level}",
            f"{url}?op={at:%Y-%m-%dT%H:%M}" if past else url,
            date_format(at, "j F Y"),
            "gavel",
        )


def _named(regions: Iterable[Region]) -> Named:
    """Each with the stems of its name and code: a stem need not begin the word it is of."""
    return [(one, stem(f"{one.name} {one.code}")) for one in regions]


def _begins(words: list[str], part: str) -> bool:
    return any(word.startswith(part) for word in words)


search.add("ladder.regions", regions, order=60)
search.add("ladder.ladders", ladders, order=62)
