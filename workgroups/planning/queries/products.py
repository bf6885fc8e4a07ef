"""One product with all that hangs on it, as it stands or as it stood at a moment."""

import datetime as dt
from typing import Any

from django.db.models import Q

from coordination.dossiers.asof import as_of, attach
from coordination.kit.pointing import seen_by
from coordination.meetings.models import Meeting
from coordination.papers.models import PaperVersion
from coordination.people.models import Body

from ..models import Dependency, Milestone, Product, Slip
from .plans import (
    PlannedProduct,
    attach_meetings,
    mark_late,
    milestones_to_a_reader,
    planned_of,
)

Moment = dt.datetime | None


def of_product(product: Product, user: Any, *, today: dt.date, at: Moment = None) -> PlannedProduct:
    """The product, as it is given, with its milestones and how late they are on `today`."""
    rows = _stood(product, user, at) if at else _stands(product, user)
    found = PlannedProduct(product)
    ordered = sorted(rows, key=lambda row: row.position)
    found.milestones = [planned_of(row) for row in ordered]
    if not product.is_done:
        mark_late(found.milestones, user, today)
    return found


def _stands(product: Product, user: Any) -> Any:
    return milestones_to_a_reader(user).filter(product=product)


def _stood(product: Product, user: Any, at: dt.datetime) -> list[Milestone]:
    rows = list(as_of(Milestone, at).filter(product_id=product.pk))
    attach(rows, "body", Body)
    attach_meetings(rows, user)
    return rows


def links_of(product: Product, user: Any, *, at: Moment = None) -> list[Dependency]:
    """What it waits for and what waits for it, where she may see that: one query for now."""
    if at is not None:
        return _linked(product, user, at)
    rows = Dependency.objects.visible_to(user).filter(Q(product=product) | Q(needs=product))
    rows = rows.select_related("needs__line__team", "product__line__team")
    return list(rows.order_by("needs__title", "product__title", "pk"))


def _linked(product: Product, user: Any, at: dt.datetime) -> list[Dependency]:
    """The same as it stood: with the titles and states of then."""
    rows = list(as_of(Dependency, at).filter(Q(product_id=product.pk) | Q(needs_id=product.pk)))
    keys = {key for row in rows for key in (row.product_id, row.needs_id)}
    seen = Product.objects.visible_to(user).select_related("line__team").in_bulk(keys)
    for then in as_of(Product, at).filter(id__in=keys):
        if then.pk in seen:
            seen[then.pk].title, seen[then.pk].state = then.title, then.state
    kept = [row for row in rows if row.product_id in seen and row.needs_id in seen]
    for row in kept:
        row.product, row.needs = seen[row.product_id], seen[row.needs_id]
    return sorted(kept, key=lambda row: (row.needs.title, row.product.title))


def versions_of(product: Product, user: Any, *, at: Moment = None) -> list[PaperVersion]:
    """The versions of its paper, the newest first: no query where it has none."""
    if product.paper_id is None:
        return []
    rows = PaperVersion.objects.visible_to(user).filter(paper=product.paper_id)
    if at is not None:
        rows = rows.filter(supplied_at__lte=at)
    return list(rows.select_related("paper").order_by("-number"))


def slips_of(planned: PlannedProduct, user: Any, *, at: Moment = None) -> list[Slip]:
    """How its milestones slipped, the last first: no query where none did.

    Without the meeting that one missed where she may not see it.
    """
    slipped = [one.row.pk for one in planned.milestones if at or one.slips]
    if not slipped:
        return []
    rows = Slip.objects.filter(milestone__in=slipped)
    undone = Q(taken_back_at=None)
    rows = rows.filter(undone | Q(taken_back_at__gt=at), at__lte=at) if at else rows.filter(undone)
    rows = rows.select_related("milestone", "meeting__body", "cycle__cadence", "by")
    found = list(rows.annotate(**seen_by(user, {"meeting": Meeting})).order_by("-at", "-number"))
    for slip in found:
        if not slip.sees_meeting:
            slip.meeting = None
    return found
