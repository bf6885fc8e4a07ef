"""What the record says of an agenda since a moment, where no history of rows is kept."""

from dataclasses import dataclass, field
from datetime import datetime

from coordination.audit.models import AuditEvent

from ..models import AgendaItem

PUT, OFF = "agenda.paper_attached", "agenda.paper_detached"
NOTED, TAKEN_AWAY = "agenda.difference_added", "agenda.difference_removed"


@dataclass
class ItemEvents:
    """Ids as they stand in the record; `off` and `taken_away` stood there at the moment."""

    put: set[str] = field(default_factory=set)
    off: set[tuple[str, str]] = field(default_factory=set)
    """Item and paper."""

    noted: set[str] = field(default_factory=set)
    taken_away: set[tuple[str, str]] = field(default_factory=set)
    """Item and organisation."""


def item_events(items: list[AgendaItem], at: datetime) -> ItemEvents:
    """One query. What was put there and taken away again in between is in none of them."""
    dossiers = {item.dossier_id for item in items}
    events = AuditEvent.objects.filter(
        dossier__in=dossiers, at__gt=at, action__in=(PUT, OFF, NOTED, TAKEN_AWAY)
    )
    found = ItemEvents()
    own = {str(item.pk) for item in items}
    for event in events.order_by("at", "seq"):
        said = event.parsed
        if said["item"] in own:
            _take(found, event, said)
    return found


def _take(found: ItemEvents, event: AuditEvent, said: dict[str, str]) -> None:
    match event.action:
        case "agenda.paper_attached":
            found.put.add(event.object_id)
        case "agenda.paper_detached":
            if event.object_id not in found.put:
                found.off.add((said["item"], said["paper"]))
        case "agenda.difference_added":
            found.noted.add(event.object_id)
        case _:
            if event.object_id not in found.noted:
                found.taken_away.add((said["item"], said["organisation"]))
