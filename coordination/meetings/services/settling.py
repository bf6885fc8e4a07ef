"""An item is settled by officials, one level below those who meet; or taken up here after all."""

from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import AgendaItem
from .agenda import keep_item, locked_item
from .typed import required


@deed
def settle_item_lower(
    *, item: AgendaItem, because: str, version: int, by: User, at: datetime
) -> AgendaItem:
    """The item closed below this level, with the reason; take_item_up undoes.

    Refuses without a reason, a second time, and once a result was noted.
    """
    item, _meeting = locked_item(item, by=by, version=version)
    if item.settled_lower:
        raise Refusal(_("This item was settled by officials before."))
    if item.result:
        raise Refusal(_("A result was noted for this item. Take that back first."))
    item.settled_because = required(
        because, _("Say why officials can settle it."), field="because", longest=300
    )
    item.settled_lower = True
    keep_item(item, by=by, at=at)
    record(
        "agenda.settled_lower", item, by=by, at=at, dossier=item.dossier_id,
        because=item.settled_because,
    )  # fmt: skip
    return item


@deed
def take_item_up(*, item: AgendaItem, version: int, by: User, at: datetime) -> AgendaItem:
    """The item before this level after all."""
    item, _meeting = locked_item(item, by=by, version=version)
    if not item.settled_lower:
        raise Refusal(_("This item was not settled by officials."))
    because, item.settled_because, item.settled_lower = item.settled_because, "", False
    keep_item(item, by=by, at=at)
    record("agenda.taken_up", item, by=by, at=at, dossier=item.dossier_id, old=because)
    return item
