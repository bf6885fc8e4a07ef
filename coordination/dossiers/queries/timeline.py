"""Who changed what and when: events of the record beside what their objects said."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coordination.audit.deeds import actor_name
from coordination.audit.models import AuditEvent
from coordination.people.models import Recipient, Role, User

from ..models import Dossier
from .wording import FieldChange, change_of, event_words, is_shown, model_of

Names = dict[Any, dict[Any, str]]
"""Per model what its rows are called, by their key."""


@dataclass(frozen=True)
class TimelineRow:
    """One event: who, what, on which object, and the fields that changed."""

    event: AuditEvent
    who: str
    words: str
    title: str = ""
    url: str = ""
    changes: Sequence[FieldChange] = ()
    payload: dict[str, Any] = field(default_factory=dict)


def dossier_timeline(dossier: Dossier) -> QuerySet[AuditEvent]:
    """Everything done in the dossier, newest first; reading is not in it."""
    events = AuditEvent.objects.filter(dossier=dossier.pk, stream=f"dossier:{dossier.pk}")
    return events.order_by("-at", "-seq")


def dossier_record(dossier: Dossier, reader: User) -> QuerySet[AuditEvent]:
    """Of the timeline what `reader` may read: an external partner what she did herself.

    What others did may be under embargo for her, and even that it was done would tell.
    """
    events = dossier_timeline(dossier)
    return events.filter(actor__in=_names_of(reader)) if reader.only_partner else events


def own_acts(user: User) -> QuerySet[AuditEvent]:
    """What she did herself, signed in or by a link in her mail, newest first."""
    return AuditEvent.objects.filter(actor__in=_names_of(user)).order_by("-at", "-pk")


def _names_of(user: User) -> list[str]:
    recipient = Recipient.objects.filter(user=user).first()
    return [actor_name(who) for who in (user, recipient) if who is not None]


def whole_record(*, stream: str = "", actor: str = "", action: str = "") -> QuerySet[AuditEvent]:
    """All streams, newest first, narrowed where something is asked. For auditors."""
    events = AuditEvent.objects.order_by("-at", "-pk")
    if stream:
        events = events.filter(stream=stream)
    if actor:
        events = events.filter(actor=actor)
    return events.filter(action__startswith=action) if action else events


def events_for(
    user: User, *, dossier: UUID | None = None, stream: str = "", actor: str = ""
) -> QuerySet[AuditEvent]:
    """What she may read of the record: all of it, that of a dossier she shares, or her own acts.

    An external partner reads her own acts alone.
    """
    if Role.AUDITOR in user.roles:
        events = whole_record(stream=stream, actor=actor)
        return events.filter(dossier=dossier) if dossier else events
    if dossier is not None:
        shared = Dossier.objects.visible_to(user).with_part(user).filter(pk=dossier).first()
        return dossier_record(shared, user) if shared else AuditEvent.objects.none()
    events = own_acts(user)
    return events.filter(stream=stream) if stream else events


def read_rows(events: Iterable[AuditEvent], *, reader: User) -> list[TimelineRow]:
    """The events in words. Titles and differences only of objects `reader` may see now."""
    listed = list(events)
    names = _names(event.actor for event in listed)
    objects = _objects(listed, reader)
    return [_row(event, names, objects) for event in listed]


def _row(
    event: AuditEvent, names: dict[str, str], objects: "dict[tuple[str, str], _Seen]"
) -> TimelineRow:
    seen = objects.get((event.object_type, event.object_id))
    who, words = names.get(event.actor, event.actor), event_words(event.action)
    if seen is None:
        return TimelineRow(event, who, words)
    return TimelineRow(
        event,
        who,
        words,
        title=str(seen.noun),
        url=seen.url,
        changes=seen.changes_at(event.at),
        payload=event.parsed,
    )


def _names(actors: Iterable[str]) -> dict[str, str]:
    """`user:<id>` and `recipient:<id>` by the name people know, and who acts where nobody does."""
    ids: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        kind, _colon, pk = actor.partition(":")
        ids[kind].add(pk)
    found: dict[str, str] = {actor_name(None): _("the system")}
    if ids["user"]:
        people = User.objects.get_queryset().filter(pk__in=ids["user"])
        found |= {f"user:{u.pk}": u.label for u in people.select_related("organisation")}
    if ids["recipient"]:
        rows = Recipient.objects.filter(pk__in=ids["recipient"])
        rows = rows.select_related("user", "mailbox", "contact")
        found |= {f"recipient:{row.pk}": str(row) for row in rows}
    return found


@dataclass
class _Seen:
    """An object of the page with its earlier states in order."""

    noun: models.Model
    states: list[Any] = field(default_factory=list)
    names: Names = field(default_factory=dict)

    @property
    def url(self) -> str:
        address = getattr(self.noun, "get_absolute_url", None)
        return address() if address else ""

    def changes_at(self, at: datetime) -> list[FieldChange]:
        """What the deed at `at` changed in it; nothing for its first state."""
        for before, after in pairwise(self.states):
            if after.history_date == at:
                told = _differences(self.noun, before, after)
                return told + list(_pointed(self.noun, before, after, self.names))
        return []


def _differences(noun: models.Model, before: Any, after: Any) -> list[FieldChange]:
    fields = [f for f in noun._meta.concrete_fields if is_shown(f) and not f.is_relation]
    names = [f.name for f in fields]
    delta = after.diff_against(before, included_fields=names)
    by_name = {f.name: f for f in fields}
    return [change_of(by_name[c.field], c.old, c.new) for c in delta.changes]


def _pointed(noun: models.Model, before: Any, after: Any, names: Names) -> Iterator[FieldChange]:
    """What it points at and pointed at, by name; a change of which she may not see both stays out.

    Among fields of which one is filled (owner: person or post) each says its own change.
    """
    for pointer, old, new in _moved(noun, before, after):
        known = names.get(pointer.related_model, {})
        if {old, new} - {None} <= known.keys():
            yield change_of(pointer, known.get(old, ""), known.get(new, ""))


def _moved(noun: models.Model, before: Any, after: Any) -> Iterator[tuple[Any, Any, Any]]:
    """The shown pointers of `noun` that changed, with the keys of what they point at."""
    for pointer in noun._meta.concrete_fields:
        if pointer.is_relation and is_shown(pointer):
            old, new = getattr(before, pointer.attname), getattr(after, pointer.attname)
            if old != new:
                yield pointer, old, new


def _names_for(seen: Iterable[_Seen], reader: User) -> Names:
    """What the objects ever pointed at, as far as `reader` may see it: one question per kind."""
    wanted: dict[Any, set[Any]] = defaultdict(set)
    for one in seen:
        for before, after in pairwise(one.states):
            for pointer, old, new in _moved(one.noun, before, after):
                wanted[pointer.related_model] |= {old, new} - {None}
    found: Names = {}
    for model, keys in wanted.items():
        rows: Any = model._default_manager.filter(pk__in=keys)
        if hasattr(rows, "visible_to"):
            rows = _named(rows.visible_to(reader))
            people = rows.select_related("organisation") if model is User else rows
            found[model] = {row.pk: getattr(row, "label", "") or str(row) for row in people}
    return found


def _objects(events: list[AuditEvent], reader: User) -> dict[tuple[str, str], _Seen]:
    """At most two questions per kind of object and one per kind that they point at."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for event in events:
        if event.object_type and event.object_id:
            wanted[event.object_type].add(event.object_id)
    found: dict[tuple[str, str], _Seen] = {}
    for kind, ids in sorted(wanted.items()):
        model = model_of(kind)
        if model is not None and isinstance(model._meta.pk, models.UUIDField):
            seen = _seen(model, {UUID(pk) for pk in ids}, reader)
            found |= {(kind, str(pk)): one for pk, one in seen.items()}
    names = _names_for(found.values(), reader)
    for one in found.values():
        one.names = names
    return found


def _named(rows: Any) -> Any:
    """With what the noun says it is called by, so that its title asks nothing more."""
    asked = getattr(rows.model, "named_with", ())
    return rows.select_related(*asked) if asked else rows


def _seen(model: type[models.Model], ids: set[UUID], reader: User) -> dict[UUID, _Seen]:
    rows: Any = model._default_manager.filter(pk__in=ids)
    if not hasattr(rows, "visible_to"):
        return {}
    seen = {noun.pk: _Seen(noun) for noun in _named(rows.visible_to(reader))}
    history = getattr(model, "history", None)
    if history is not None and seen:
        states = history.filter(id__in=list(seen)).order_by("history_date", "history_id")
        for state in sorted(states, key=lambda s: (s.history_date, getattr(s, "version", 0))):
            seen[state.id].states.append(state)
    return seen
