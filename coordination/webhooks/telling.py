"""What a receiver is told: that something happened, to which object, and where it stands.

No words of the object itself: the receiver fetches those with a key of its own, by the rights
of that key. Apps name what may be told in `AppConfig.told`.
"""

import json
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db.models import Q

from coordination.audit.models import AuditEvent
from coordination.dossiers.models import Classification, Dossier
from coordination.dossiers.queries.wording import event_words, model_of
from coordination.mail.links import absolute
from coordination.people.models import User

from .models import TEST, Delivery


def told_kinds() -> list[tuple[str, str]]:
    """Every kind of event that may be told outside, with its words."""
    kinds = (
        f"{config.label}.{verb}"
        for config in apps.get_app_configs()
        for verb in getattr(config, "told", ())
    )
    return [(kind, event_words(kind)) for kind in kinds]


def leaving(event: AuditEvent, *, owner: User, at: datetime) -> Any | None:
    """The object of the event where `owner` sees it and nothing keeps it inside, else None.

    Inside stays what is classified, under embargo or for government alone: by its dossier, by
    itself, or by the decision that it carries out.
    """
    open_ = Q(embargo_until=None) | Q(embargo_until__lte=at)
    dossiers = Dossier.objects.visible_to(owner).filter(open_)
    if not dossiers.filter(pk=event.dossier, classification=Classification.UNCLASSIFIED).exists():
        return None
    rows: Any = getattr(model_of(event.object_type), "_default_manager", None)
    if rows is None or not hasattr(rows, "visible_to"):
        return None
    found = rows.visible_to(owner).filter(pk=event.object_id).first()
    kept = [noun for noun in (found, getattr(found, "decision", None)) if _inside(noun, at)]
    return None if kept else found


def body_of(delivery: Delivery, *, noun: Any) -> str:
    """The message as it is signed and sent, the same at every attempt."""
    event = delivery.event
    if event is None:
        said = {"type": TEST, "timestamp": _stamp(delivery.queued_at), "data": {}}
        return json.dumps(said, sort_keys=True)
    address = getattr(noun, "get_absolute_url", None)
    data = {
        "object": event.object_type,
        "id": event.object_id,
        "number": str(getattr(noun, "number", "") or ""),
        "dossier": str(event.dossier),
        "url": absolute(address()) if address else "",
    }
    said = {"type": event.action, "timestamp": _stamp(event.at), "data": data}
    return json.dumps(said, sort_keys=True)


def _inside(noun: Any, at: datetime) -> bool:
    embargo = getattr(noun, "embargo_until", None)
    classified = getattr(noun, "classification", 0) > Classification.UNCLASSIFIED
    held = getattr(noun, "within_government", False) or bool(embargo and embargo > at)
    return classified or held


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
