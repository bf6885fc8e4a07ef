"""Calendars of others are imported from an .ics, and an import is undone."""

import datetime as dt
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.calendars_read import Read, read_calendar
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import OutsideCalendar, OutsideEvent
from ..queries.outside import FACTS, Difference, difference, key_of
from .keeping import refuse_who_does_not_import, required

MOST_ROWS = 500


@deed
def add_outside_calendar(
    *, name: str, dossier: Dossier, by: User, at: dt.datetime
) -> OutsideCalendar:
    """An empty calendar of others, seen by who may see the dossier."""
    refuse_who_does_not_import(by, dossier)
    made = OutsideCalendar(
        name=required(name, field="name", longest=120),
        dossier=dossier,
        created_at=at,
        created_by=by,
    )
    save_as(made, by=by, at=at)
    record("cycle.outside_added", made, by=by, at=at, dossier=dossier.pk)
    return made


@deed
def rename_outside_calendar(
    *, calendar: OutsideCalendar, name: str, version: int, by: User, at: dt.datetime
) -> OutsideCalendar:
    """The calendar under another name; refuses the name it has and another version."""
    calendar = _to_keep(calendar, version, by)
    old, calendar.name = calendar.name, required(name, field="name", longest=120)
    if calendar.name == old:
        raise Refusal(_("It has this name already."), field="name")
    _keep(calendar, by=by, at=at)
    record(
        "cycle.outside_renamed",
        calendar,
        by=by,
        at=at,
        dossier=calendar.dossier_id,
        old=old,
        new=calendar.name,
    )
    return calendar


@deed
def remove_outside_calendar(
    *, calendar: OutsideCalendar, version: int, by: User, at: dt.datetime
) -> None:
    """The calendar gone, with everything that was imported in it; what it held stays known.

    It cannot be undone: the .ics is imported anew in a new calendar. Refuses another version.
    """
    calendar = _to_keep(calendar, version, by)
    events = list(calendar.events.order_by("starts_at", "pk"))
    record(
        "cycle.outside_removed",
        calendar,
        by=by,
        at=at,
        dossier=calendar.dossier_id,
        name=calendar.name,
        events=len(events),
    )
    for noun in (*events, calendar):
        noun._history_user, noun._history_date = by, at
        noun.delete()


@deed
def import_calendar(
    *,
    calendar: OutsideCalendar,
    content: bytes,
    version: int,
    by: User,
    at: dt.datetime,
    keep_missing: bool = False,
) -> Difference:
    """What the .ics changed: the same file again adds nothing and is refused.

    Refuses what read_calendar refuses, and another version. undo_import undoes.
    """
    calendar = _to_keep(calendar, version, by)
    read = read_calendar(content, at=at)
    found = difference(calendar, read, at=at, keep_missing=keep_missing)
    if not found.any:
        raise Refusal(_("Everything in this file stands already."), field="upload")
    _add(calendar, found.new, by, at)
    for event, one in [*found.changed, *found.back]:
        _take_over(event, one)
    for event in found.gone:
        event.removed_at = at
    touched = [event for event, _one in [*found.changed, *found.back]]
    _save([*touched, *found.gone], by, at)
    calendar.imported_at, calendar.imported_by = at, by
    _keep(calendar, by=by, at=at)
    record(
        "cycle.outside_imported",
        calendar,
        by=by,
        at=at,
        dossier=calendar.dossier_id,
        file=sha256(content).hexdigest(),
        new=len(found.new),
        changed=len(touched),
        gone=len(found.gone),
    )
    return found


@deed
def undo_import(
    *, calendar: OutsideCalendar, version: int, by: User, at: dt.datetime
) -> OutsideCalendar:
    """Everything the last import changed as it was before; refuses where there is none."""
    calendar = _to_keep(calendar, version, by)
    if calendar.imported_at is None:
        raise Refusal(_("There is no import to undo."))
    events = list(calendar.events.filter(changed_at=calendar.imported_at))
    before = _before(events, calendar.imported_at)
    for event in events:
        row = before.get(event.pk)
        if row is None:
            event.removed_at = at
        else:
            for name in (*FACTS, "removed_at"):
                setattr(event, name, getattr(row, name))
    _save(events, by, at)
    calendar.imported_at = calendar.imported_by = None
    _keep(calendar, by=by, at=at)
    record(
        "cycle.import_undone",
        calendar,
        by=by,
        at=at,
        dossier=calendar.dossier_id,
        events=len(events),
    )
    return calendar


def _to_keep(calendar: OutsideCalendar, version: int, by: User) -> OutsideCalendar:
    found = locked(calendar)
    refuse_who_does_not_import(by, found.dossier)
    refuse_stale(found, version)
    return found


def _add(calendar: OutsideCalendar, read: list[Read], by: User, at: dt.datetime) -> None:
    rows = [
        OutsideEvent(
            calendar=calendar,
            key=key_of(one),
            changed_at=at,
            **{name: getattr(one, name) for name in FACTS},
        )
        for one in read
    ]
    bulk_create_with_history(
        rows, OutsideEvent, batch_size=MOST_ROWS, default_user=by, default_date=at
    )


def _take_over(event: OutsideEvent, read: Read) -> None:
    for name in FACTS:
        setattr(event, name, getattr(read, name))
    event.removed_at = None


def _save(events: list[OutsideEvent], by: User, at: dt.datetime) -> None:
    for event in events:
        event.changed_at = at
        event.version += 1
    bulk_update_with_history(
        events,
        OutsideEvent,
        [*FACTS, "changed_at", "removed_at", "version"],
        batch_size=MOST_ROWS,
        default_user=by,
        default_date=at,
    )


def _before(events: list[OutsideEvent], moment: dt.datetime) -> dict[Any, Any]:
    """The newest row of the history of each from before `moment`."""
    rows = OutsideEvent.history.filter(
        id__in=[event.pk for event in events], history_date__lt=moment
    )
    return {row.id: row for row in rows.order_by("history_date", "history_id")}


def _keep(calendar: OutsideCalendar, *, by: User, at: dt.datetime) -> None:
    calendar.version += 1
    save_as(calendar, by=by, at=at)
