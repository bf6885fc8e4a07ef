"""What the rows of a planning from a file wait for, in the plan with these rows."""

from collections import defaultdict
from typing import Any

from django.utils.translation import gettext as _

from .models import DONE, ProductState
from .previewing import Kind, Line
from .queries.listing import find_product
from .queries.plans import Plan
from .services.depending import MOST, all_needs, before, circular, dropped, too_many


def read_needs(lines: list[Line], plan: Plan, user: Any) -> None:
    """What products wait for: another title of this plan, or `LT1: title` of another team."""
    here = {one.product.title.casefold(): one.product for one in plan.products}
    coming = {line.wanted.row.product.casefold() for line in lines if line.wanted}
    leaving = {
        line.wanted.row.product.casefold()
        for line in lines
        if line.wanted
        and line.wanted.state == ProductState.DROPPED
        and line.kind in (Kind.NEW, Kind.CHANGED)
    }
    waits: dict[Any, set[Any]] = defaultdict(set)
    for one in plan.products:
        waits[one.product.pk] = {needs.pk for needs in one.waits_for}
    for line in lines:
        wanted = line.wanted
        if wanted is None or not wanted.row.needs or line.kind == Kind.WRONG:
            continue
        stood, found = waits[line.product.pk] if line.product else set(), []
        for title in filter(None, (one.strip() for one in wanted.row.needs.split(";"))):
            named = title.casefold()
            needs = here.get(named)
            if needs is None and named not in coming:
                needs = find_product(title, plan.team, user)
            if needs is None and named not in coming:
                line.kind = Kind.WRONG
                line.said = [_("There is no product “%(title)s” to wait for.") % {"title": title}]
                break
            gone = named in leaving or (needs and needs.state == ProductState.DROPPED)
            if gone and (needs is None or needs.pk not in stood):
                line.kind, line.said = Kind.WRONG, [dropped()]
                break
            found.append(needs or title)
        wanted.needs = tuple(found)
        if line.kind == Kind.WRONG or line.product is None or line.product.state in DONE:
            continue
        new = [one for one in found if isinstance(one, str) or one.pk not in stood]
        if new:
            titles = ", ".join(one if isinstance(one, str) else one.title for one in new)
            line.said.append(_("waits for %(titles)s") % {"titles": titles})
            line.kind = Kind.CHANGED


def mark_waits(lines: list[Line]) -> None:
    """No product waits for itself, by whatever way round, or for too many, with these rows."""
    needs = all_needs() if any(line.wanted and line.wanted.needs for line in lines) else {}
    for line in lines:
        wanted = line.wanted
        if wanted is None or line.kind not in (Kind.NEW, Kind.CHANGED):
            continue
        mine = line.product.pk if line.product else wanted.row.product.casefold()
        for one in wanted.needs:
            other = one.casefold() if isinstance(one, str) else one.pk
            ahead = needs[mine]
            if other in ahead:
                continue
            if mine == other or mine in before(other, needs):
                title = one if isinstance(one, str) else one.title
                line.kind, line.said = Kind.WRONG, [circular(title)]
                break
            if len(ahead) >= MOST:
                line.kind, line.said = Kind.WRONG, [too_many()]
                break
            ahead.append(other)
