"""What a variant may begin from: a version of the ladder as it stands, or a point of a sweep."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from coordination.kit.http import get_visible
from escalation.ladder.models import Ladder, LadderStatus

from ..models import Sweep
from .grids import Grid, point_at, variant_at
from .grounds import imported
from .variants import VariantFacts, facts_of_ladder


def ladders_to_start(user: Any) -> list[Ladder]:
    """Every version she sees, the newest in force first, drafts last."""
    rows = Ladder.objects.visible_to(user).order_by("-valid_from", "code")
    return sorted(rows, key=lambda one: one.status == LadderStatus.DRAFT)


def start_of(ladder: Ladder, user: Any, sent: Mapping[str, str]) -> VariantFacts:
    """The facts a form begins with: `verkenning` and `punt` name a point of a sweep."""
    if "verkenning" not in sent:
        name = _("%(ladder)s, variant") % {"ladder": ladder.name}
        return facts_of_ladder(ladder, name[:100])
    sweep = get_visible(Sweep, user, pk=sent["verkenning"], ladder=ladder)
    number = sent.get("punt", "")
    facts = of_point(sweep, int(number), ladder) if number.isdecimal() and len(number) < 7 else None
    if facts is None:
        raise Http404
    return facts


def of_point(sweep: Sweep, number: int, ladder: Ladder) -> VariantFacts | None:
    """A point of a sweep over this ladder, by its place; None where there is none."""
    grid = Grid.read(sweep.grid)
    point = point_at(grid, number)
    if point is None:
        return None
    name = _("%(ladder)s, point %(number)s") % {"ladder": ladder.name, "number": number}
    return variant_at(grid, point, facts_of_ladder(ladder).ladder, name[:100])


def usual_span(ladder: Ladder, codes: Iterable[str], today: date) -> tuple[date, date]:
    """The days of which there are figures, as far as the ladder was in force; else the last of
    them."""
    found = imported(codes)
    if found is None:
        return today - timedelta(days=84), today
    # the first whole window of figures says something of the day after it
    first, last = found[0] + timedelta(days=7), found[1] + timedelta(days=1)
    start = max(first, ladder.valid_from or first)
    end = min(last, ladder.valid_to or last)
    if end <= start:
        start, end = first, last
    return max(start, end - timedelta(days=365)), end
