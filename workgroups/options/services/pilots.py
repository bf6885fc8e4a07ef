"""A variant is tried somewhere: planned, permitted, measured, learnt from."""

import datetime as dt
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from coordination.audit.deeds import changes, deed
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.moments import FIRST_YEAR, LAST_YEAR
from coordination.kit.refusals import Refusal
from coordination.kit.text import checked
from coordination.people.models import User

from ..models import OptionSet, Permit, Pilot, Variant
from .saving import index, keep, lock_options, note, refuse_removed


@dataclass(frozen=True)
class PilotFacts:
    """Where and when, who permits it, what is measured; what was learnt comes afterwards."""

    place: str
    sector: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    permit: Permit = Permit.TO_ASK
    permit_by: str = ""
    measures: str = ""
    learnt: str = ""

    def safe(self) -> dict[str, Any]:
        """Without outer space; refuses what may not be kept and an end before the start."""
        if self.ends_on is not None and (self.starts_on is None or self.ends_on < self.starts_on):
            raise Refusal(_("The pilot ends before it starts."), field="ends_on")
        for name, day in (("starts_on", self.starts_on), ("ends_on", self.ends_on)):
            if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
                raise Refusal(_("That day is too far away."), field=name)
        return {
            **asdict(self),
            "place": checked(self.place, "place", needed=_("Say where it is held."), longest=200),
            "sector": checked(self.sector, "sector", longest=200),
            "permit_by": checked(self.permit_by, "permit_by", longest=200),
            "measures": checked(self.measures, "measures"),
            "learnt": checked(self.learnt, "learnt"),
        }


@deed
def add_pilot(*, variant: Variant, facts: PilotFacts, by: User, at: datetime) -> Pilot:
    """A pilot of the variant, also after the choice: what was chosen is tried then."""
    options = lock_options(variant.options, by, chosen=True)
    variant = locked(variant)
    refuse_removed(variant, removed=False)
    made = Pilot(variant=variant, created_at=at, created_by=by, **facts.safe())
    save_as(made, by=by, at=at)
    index(options, at=at)
    note("pilot_added", options, by=by, at=at, pilot=made.pk, variant=variant.pk)
    return made


@deed
def edit_pilot(*, pilot: Pilot, facts: PilotFacts, version: int, by: User, at: datetime) -> Pilot:
    """The pilot with these facts; refuses another version and an end before the start."""
    pilot, options = _locked(pilot, version, by, removed=False)
    said = facts.safe()
    before = {name: getattr(pilot, name) for name in said}
    for name, value in said.items():
        setattr(pilot, name, value)
    keep(pilot, by=by, at=at)
    index(options, at=at)
    note(
        "pilot_edited", options, by=by, at=at, pilot=pilot.pk, fields=sorted(changes(before, said))
    )
    return pilot


@deed
def remove_pilot(*, pilot: Pilot, version: int, by: User, at: datetime) -> Pilot:
    """Off the list; restore_pilot brings it back."""
    pilot, options = _locked(pilot, version, by, removed=False)
    pilot.removed_at, pilot.removed_by = at, by
    keep(pilot, by=by, at=at)
    index(options, at=at)
    note("pilot_removed", options, by=by, at=at, pilot=pilot.pk)
    return pilot


@deed
def restore_pilot(*, pilot: Pilot, version: int, by: User, at: datetime) -> Pilot:
    pilot, options = _locked(pilot, version, by, removed=True)
    pilot.removed_at = pilot.removed_by = None
    keep(pilot, by=by, at=at)
    index(options, at=at)
    note("pilot_restored", options, by=by, at=at, pilot=pilot.pk)
    return pilot


def _locked(pilot: Pilot, version: int, by: User, *, removed: bool) -> tuple[Pilot, OptionSet]:
    options = lock_options(pilot.variant.options, by, chosen=True)
    found = locked(pilot)
    refuse_stale(found, version)
    refuse_removed(found, removed=removed)
    return found, options
