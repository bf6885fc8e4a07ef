"""What is read of a meeting's past in one query: how it and its items stood, and the record since.

Of papers and points of difference no history of rows is kept; there the record says what went.
"""

import json
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import (
    CharField,
    F,
    JSONField,
    Model,
    OuterRef,
    Subquery,
    TextField,
    UUIDField,
    Value,
)
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, JSONObject, Replace
from django.utils.dateparse import parse_datetime

from coordination.audit.models import AuditEvent
from coordination.dossiers.asof import as_of
from coordination.papers.models import Paper
from coordination.people.models import Organisation, User

from ..models import AgendaItem, Meeting
from .as_of import MeetingThen, facts_of, stood_on
from .embargo import hold_back

PUT, OFF = "agenda.paper_attached", "agenda.paper_detached"
NOTED, TAKEN_AWAY = "agenda.difference_added", "agenda.difference_removed"
FACTS = ("status", "starts_at", "ends_at", "place", "subject")
PLACED = ("position", "created_at")


@dataclass
class ItemEvents:
    """Ids as they stand in the record; `off` and `taken_away` stood there at the moment.

    With what they are called: the title of a paper she may see, the code of an organisation.
    """

    put: set[str] = field(default_factory=set)
    off: dict[tuple[str, str], str] = field(default_factory=dict)
    """By item and paper."""

    noted: set[str] = field(default_factory=set)
    taken_away: dict[tuple[str, str], str] = field(default_factory=dict)
    """By item and organisation."""


def read_since(
    user: User, meeting: Meeting, items: list[AgendaItem], at: datetime, *, said: tuple[str, ...]
) -> tuple[MeetingThen, ItemEvents] | None:
    """One query: how it stood, of each item the fields that are `said`, and what happened since.

    None where it was not planned yet. What was put there and taken away in between is in neither.
    """
    branches = [
        _rows("meeting", as_of(Meeting, at).filter(id=meeting.pk), FACTS),
        _rows("item", stood_on(user, [meeting.pk], at), ("id", *said, *PLACED)),
        _events(user, items, at),
    ]
    rows = branches[0].union(*branches[1:], all=True)
    found: dict[str, list[dict[str, Any]]] = {"meeting": [], "item": [], "event": []}
    for (row,) in rows:
        parsed = json.loads(row)
        found[parsed.pop("kind")].append(parsed)
    if not found["meeting"]:
        return None
    stood = copy(meeting)
    _fill(stood, found["meeting"][0])
    before = [_fill(AgendaItem(), row) for row in found["item"]]
    before.sort(key=lambda one: (one.position, one.created_at, one.pk))
    then = MeetingThen(stood, hold_back(user, before), None, facts_of(stood, meeting))
    return then, _gathered(items, found["event"])


def _rows(kind: str, rows: Any, names: tuple[str, ...]) -> Any:
    return _said(kind, rows, {name: F(name) for name in names})


def _said(kind: str, rows: Any, columns: dict[str, Any]) -> Any:
    """Each row as one text: rows of several tables come in one query."""
    named = Cast(Value(kind), TextField())
    row = Cast(JSONObject(kind=named, **columns), TextField())
    return rows.order_by().annotate(read_as=row).values_list("read_as")


def _events(user: User, items: list[AgendaItem], at: datetime) -> Any:
    dossiers = {item.dossier_id for item in items}
    events = AuditEvent.objects.filter(
        dossier__in=dossiers, at__gt=at, action__in=(PUT, OFF, NOTED, TAKEN_AWAY)
    )
    papers = Paper.objects.visible_to(user).filter(pk=_named("paper"))
    organisations = Organisation.objects.filter(pk=_named("organisation"))
    columns: dict[str, Any] = {
        name: F(name) for name in ("at", "seq", "action", "object_id", "payload")
    }
    columns["paper"] = Subquery(papers.values("title")[:1])
    columns["organisation"] = Subquery(organisations.values("code")[:1])
    return _said("event", events, columns)


def _named(key: str) -> Cast:
    """The id under this key of an event, as the database keeps ids."""
    said = KeyTextTransform(key, Cast(OuterRef("payload"), JSONField()))
    bare = Replace(Cast(said, CharField()), Value("-"), Value(""))
    return Cast(bare, UUIDField())


def _fill(noun: Any, row: dict[str, Any]) -> Any:
    """The noun with these values, read back as its fields keep them."""
    for name, value in row.items():
        setattr(noun, name, _value(type(noun), name, value))
    return noun


def _value(model: type[Model], name: str, value: Any) -> Any:
    kept: Any = model._meta.get_field(name)
    if kept.get_internal_type() != "DateTimeField" or value is None:
        return kept.to_python(value)
    moment = parse_datetime(value)
    assert moment is not None  # a database wrote it
    # SQLite keeps moments without saying that they are UTC
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _gathered(items: list[AgendaItem], events: list[dict[str, Any]]) -> ItemEvents:
    found = ItemEvents()
    own = {str(item.pk) for item in items}
    for event in sorted(events, key=lambda one: (one["at"], one["seq"])):
        said = json.loads(event["payload"])
        if said["item"] in own:
            _take(found, event, said)
    return found


def _take(found: ItemEvents, event: dict[str, Any], said: dict[str, str]) -> None:
    key = event["object_id"]
    match event["action"]:
        case "agenda.paper_attached":
            found.put.add(key)
        case "agenda.paper_detached":
            if key not in found.put and event["paper"] is not None:
                found.off[said["item"], said["paper"]] = event["paper"]
        case "agenda.difference_added":
            found.noted.add(key)
        case _:
            if key not in found.noted:
                found.taken_away[said["item"], said["organisation"]] = event["organisation"]


def by_item(gone: dict[tuple[str, str], str]) -> Iterator[tuple[UUID, str, str]]:
    """Item, other id and name, in a fixed order."""
    for (item, other), name in sorted(gone.items()):
        yield UUID(item), other, name
