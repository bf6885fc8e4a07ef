"""Lines that were asked under one item share it, and part from there."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import F

from coordination.meetings.models import AgendaItem

from ..models import Stop


def lines_of(
    items: Sequence[AgendaItem], own: Mapping[UUID, UUID | None]
) -> dict[UUID, UUID | None]:
    """By item the line for which it was put on an agenda, or else what it follows from.

    None where that is no line, so it is of all that were asked there. `own` is what is known of
    items already; one query where there are others.
    """
    known: dict[UUID, UUID | None] = {
        **_put_for([one.pk for one in items if one.pk not in own]),
        **own,
    }
    by_id = {one.pk: one for one in items}
    found: dict[UUID, UUID | None] = {}
    for item in items:
        here: AgendaItem | None = item
        while here is not None and here.pk not in known:
            here = by_id.get(here.follows_id) if here.follows_id else None
        found[item.pk] = known[here.pk] if here else None
    return found


def _put_for(items: list[UUID]) -> dict[UUID, UUID]:
    if not items:
        return {}
    rows = Stop.objects.present().filter(item__in=items).exclude(request__asked_item=F("item"))
    return dict(rows.values_list("item", "request"))
