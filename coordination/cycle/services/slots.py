"""The fixed places in a cadence."""

import datetime as dt
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.history import save_as
from coordination.kit.refusals import Refusal
from coordination.kit.workdays import AFTER_HOLE, HOLE, Offset, Unit
from coordination.meetings.models import CycleLine
from coordination.people.models import Body, User

from ..models import Cadence, Slot
from ..models.cadences import LONGEST_MINUTES
from .keeping import keep, locked, plain, refuse_others, refuse_stale, values_of

MOST_PAPERS = 366


@dataclass(frozen=True)
class SlotFacts:
    """What somebody fills in about a slot: a body that meets, or an event with a title."""

    day_offset: int
    starts: dt.time
    minutes: int = 60
    line: str = CycleLine.NONE
    body: Body | None = None
    title: str = ""
    purpose: str = ""
    papers_due: Offset | None = None
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None

    def safe(self, cadence: Cadence) -> "SlotFacts":
        """The same without outer space; refuses what `cadence` has no place for."""
        if not 0 <= self.day_offset < cadence.length:
            raise Refusal(
                _("This cadence lasts %(length)d days: choose day 1 to %(length)d.")
                % {"length": cadence.length},
                field="day",
            )
        if not 1 <= self.minutes <= LONGEST_MINUTES:
            raise Refusal(_("Plan between 1 and 1440 minutes."), field="minutes")
        if HOLE <= self.starts < AFTER_HOLE:
            raise Refusal(
                _("Between 02.00 and 03.00 the clock may jump; choose another time."),
                field="starts",
            )
        self._refuse_papers()
        if self.valid_from and self.valid_until and self.valid_until < self.valid_from:
            raise Refusal(_("The last day lies before the first one."), field="valid_until")
        title = plain(self.title, field="title", longest=120)
        if bool(title) == bool(self.body):
            raise Refusal(
                _("Choose a body that meets, or give an event a title; not both."), field="title"
            )
        return replace(self, title=title, purpose=plain(self.purpose, field="purpose", longest=200))

    def _refuse_papers(self) -> None:
        if self.papers_due is None:
            return
        if self.body is None:
            raise Refusal(_("Only a meeting has papers; leave this empty."), field="papers_number")
        if self.papers_due.number < 0:
            raise Refusal(
                _("Papers are due before the meeting, not after it; count from 0 up."),
                field="papers_number",
            )
        if self.papers_due.number > MOST_PAPERS:
            raise Refusal(_("Ask for papers at most 366 ahead."), field="papers_number")

    def values(self) -> dict[str, Any]:
        facts = asdict(replace(self, body=None, papers_due=None))
        del facts["papers_due"]
        due = self.papers_due
        papers = {
            "papers_number": due.number if due else None,
            "papers_unit": Unit(due.unit) if due else "",
        }
        return {**facts, "body": self.body, **papers}


@deed
def add_slot(*, cadence: Cadence, facts: SlotFacts, by: User, at: dt.datetime) -> Slot:
    """A new slot, planned from the next planning on. Refuses a day outside the cadence."""
    cadence = locked(cadence)
    refuse_others(by, cadence.dossier)
    made = Slot(cadence=cadence, **facts.safe(cadence).values(), created_at=at, created_by=by)
    save_as(made, by=by, at=at)
    record(
        "cycle.slot_added",
        made,
        by=by,
        at=at,
        dossier=cadence.dossier_id,
        cadence=cadence.pk,
        day_offset=made.day_offset,
        what=str(made),
    )
    return made


@deed
def change_slot(*, slot: Slot, facts: SlotFacts, version: int, by: User, at: dt.datetime) -> Slot:
    """The slot with these facts, for what is planned from now on; planned meetings stay."""
    slot = _to_change(slot, version, by)
    values = facts.safe(slot.cadence).values()
    changed = changes(values_of(slot, tuple(values)), values)
    for name, value in values.items():
        setattr(slot, name, value)
    keep(slot, by=by, at=at)
    record("cycle.slot_changed", slot, by=by, at=at, dossier=slot.cadence.dossier_id, **changed)
    return slot


@deed
def remove_slot(*, slot: Slot, version: int, by: User, at: dt.datetime) -> Slot:
    """The slot off the cadence; what was planned in it stays."""
    slot = _to_change(slot, version, by)
    slot.removed_at, slot.removed_by = at, by
    keep(slot, by=by, at=at)
    record("cycle.slot_removed", slot, by=by, at=at, dossier=slot.cadence.dossier_id)
    return slot


def _to_change(slot: Slot, version: int, by: User) -> Slot:
    found = locked(slot)
    refuse_others(by, found.cadence.dossier)
    refuse_stale(found, version)
    if found.removed_at is not None:
        raise Refusal(_("This slot was taken off the cadence."))
    return found
