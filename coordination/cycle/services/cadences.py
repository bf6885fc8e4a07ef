"""Cadences and their slots are added and changed. What was planned stays as it was planned."""

import datetime as dt
from dataclasses import asdict, dataclass, replace
from typing import Any
from zoneinfo import available_timezones

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.moments import FIRST_YEAR, LAST_YEAR
from coordination.kit.refusals import Refusal
from coordination.people.models import User

from ..models import LONGEST_DAYS, Cadence
from .keeping import keep, locked, plain, refuse_others, refuse_stale, required, values_of

FIXED_ONCE_PLANNED = ("length", "anchor", "timezone", "dossier")


@dataclass(frozen=True)
class CadenceFacts:
    """What somebody fills in about a cadence."""

    name_nl: str
    name_en: str
    dossier: Dossier
    length: int
    anchor: dt.date
    ends_on: dt.date | None = None
    timezone: str = "Europe/Amsterdam"
    outside: bool = False
    note: str = ""

    def safe(self) -> "CadenceFacts":
        """The same without outer space; refuses what cannot come back."""
        if not 1 <= self.length <= LONGEST_DAYS:
            raise Refusal(
                _("A cycle lasts 1 to %(most)d days; 0 days would never come back.")
                % {"most": LONGEST_DAYS},
                field="length",
            )
        if not FIRST_YEAR <= self.anchor.year <= LAST_YEAR:
            raise Refusal(
                _("%(year)04d is no year to plan in; check the date.") % {"year": self.anchor.year},
                field="anchor",
            )
        if self.ends_on and self.ends_on < self.anchor:
            raise Refusal(_("The last day lies before the first one."), field="ends_on")
        if self.timezone not in available_timezones():
            raise Refusal(_("This is no time zone; write Europe/Amsterdam."), field="timezone")
        return replace(
            self,
            name_nl=required(self.name_nl, field="name_nl", longest=120),
            note=plain(self.note, field="note", longest=200),
            name_en=plain(self.name_en, field="name_en", longest=120) or self.name_nl.strip(),
        )

    def values(self) -> dict[str, Any]:
        return {**asdict(replace(self, dossier=None)), "dossier": self.dossier}  # type: ignore[arg-type]  # only while it is copied


@deed
def add_cadence(*, facts: CadenceFacts, by: User, at: dt.datetime) -> Cadence:
    """A new cadence without slots. Refuses who may not, and a length outside 1 to 366 days."""
    refuse_others(by, facts.dossier)
    facts = facts.safe()
    made = Cadence(**facts.values(), created_at=at, created_by=by)
    save_as(made, by=by, at=at)
    record(
        "cycle.cadence_added",
        made,
        by=by,
        at=at,
        dossier=made.dossier_id,
        length=made.length,
        anchor=made.anchor,
    )
    return made


@deed
def change_cadence(
    *, cadence: Cadence, facts: CadenceFacts, version: int, by: User, at: dt.datetime
) -> Cadence:
    """The cadence with these facts. Once it was planned its days stand: end it, make another."""
    cadence = locked(cadence)
    refuse_others(by, cadence.dossier)
    refuse_stale(cadence, version)
    refuse_others(by, facts.dossier)
    facts = facts.safe()
    before = values_of(cadence, tuple(facts.values()))
    changed = changes(before, facts.values())
    fixed = next((name for name in FIXED_ONCE_PLANNED if name in changed), None)
    if fixed and cadence.cycles.exists():
        raise Refusal(
            _("Cycles were planned by these days. End this cadence and add another."), field=fixed
        )
    _refuse_slots_outside(cadence, facts.length)
    for name, value in facts.values().items():
        setattr(cadence, name, value)
    keep(cadence, by=by, at=at)
    record("cycle.cadence_changed", cadence, by=by, at=at, dossier=cadence.dossier_id, **changed)
    return cadence


def _refuse_slots_outside(cadence: Cadence, length: int) -> None:
    if cadence.slots.present().filter(day_offset__gte=length).exists():
        raise Refusal(_("A slot stands after the last day; move it first."), field="length")
