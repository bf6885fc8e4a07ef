"""Events of a cycle that go to another moment, alone or with the meetings they belong to."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID, uuid5

from django.utils.translation import gettext_lazy

from coordination.audit.deeds import record
from coordination.kit.history import save_as
from coordination.mail.kinds import part_in
from coordination.meetings.dependents import Dependents, Move, Said, Shift, dependents
from coordination.meetings.models import Meeting
from coordination.people.models import Recipient, User

from .models import Cycle, MovedEvent, Slot

EVENTS = "cycle.events"
ROWS = MovedEvent.objects.select_related("slot__cadence", "cycle__cadence__dossier")


def stands_at(slot: Slot, cycle: Cycle) -> dt.datetime | None:
    """When the event of `slot` falls in `cycle` by its slot; None where it is not valid then."""
    day = slot.day_in(cycle.starts_on)
    return slot.moment_on(day) if day else None


def moved_in(slot: Slot, cycle: Cycle) -> MovedEvent | None:
    """The event as it was moved in this cycle; one that moves for the first time has version 0."""
    row: MovedEvent | None = ROWS.filter(slot=slot, cycle=cycle).first()
    usual = stands_at(slot, cycle)
    if row is None and usual is not None:
        # the same id each time it is looked at, so that a preview knows it again
        key = uuid5(cycle.pk, str(slot.pk))
        return MovedEvent(pk=key, slot=slot, cycle=cycle, starts_at=usual, version=0)
    return row


def shift_of(event: MovedEvent, becomes: dt.datetime) -> Shift:
    return Shift(
        EVENTS,
        event,
        gettext_lazy("event"),
        event.slot.title,
        was=event.starts_at,
        becomes=becomes,
        url=event.get_absolute_url(),
        for_all=True,
    )


def shifts(_moves: Sequence[Move], _before: Sequence[Shift]) -> list[Shift]:
    """None of themselves: an event moves only with what somebody chose."""
    return []


def seen(found: Sequence[Shift], _user: User) -> list[Shift]:
    """Whoever moves an event keeps its cadence, so she sees it."""
    return list(found)


def apply(shift: Shift, by: User, at: dt.datetime) -> None:
    event: MovedEvent = shift.noun
    old = event.starts_at
    event.starts_at = shift.becomes
    event.version += 1
    save_as(event, by=by, at=at)
    record(
        "cycle.event_moved",
        event,
        by=by,
        at=at,
        dossier=event.cycle.cadence.dossier_id,
        part=True,
        old=old,
        new=event.starts_at,
    )


def undone(meetings: Sequence[Meeting], moved_at: dt.datetime) -> list[Shift]:
    beside = Cycle.objects.filter(planned__meeting__in=meetings)
    return [shift for event in _locked(cycle__in=beside) for shift in _back(event, moved_at)]


def events_back(events: Iterable[UUID], moved_at: dt.datetime) -> list[Shift]:
    """The way back of these events where they moved at that moment and were left alone since."""
    return [shift for event in _locked(pk__in=list(events)) for shift in _back(event, moved_at)]


def _locked(**wanted: Any) -> Iterable[MovedEvent]:
    pks = MovedEvent.objects.filter(**wanted).values("pk")
    return ROWS.filter(pk__in=pks).select_for_update(of=("self",)).order_by("pk")


def _back(event: MovedEvent, moved_at: dt.datetime) -> Iterable[Shift]:
    if not event.history.filter(version=event.version, history_date=moved_at).exists():
        return
    before = event.history.filter(version=event.version - 1).first()
    becomes = before.starts_at if before else stands_at(event.slot, event.cycle)
    if becomes:
        yield shift_of(event, becomes)


def said_to(pks: Iterable[UUID], recipient: Recipient) -> dict[str, Said]:
    found = {}
    for event in ROWS.filter(pk__in=list(pks)):
        part = part_in(event.cycle.cadence.dossier_id, recipient)
        if part.visible and part.open:
            said = Said(event.slot.title, event.starts_at, event.get_absolute_url())
            found[str(event.pk)] = said
    return found


dependents.add(EVENTS, Dependents(shifts, seen, apply, undone, said_to), order=30)
