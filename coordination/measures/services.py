"""Keep the list of measures and the sectors they ask something of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, digest, record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User
from coordination.search.services import forget_object, index_object

from .models import Measure, Sector
from .permissions import can_keep

LONGEST = {"instrument": 200, "legal_basis": 200, "text": 2000, "source": 300}


class StandsThere(Refusal):
    """One measure stands once in a dossier."""

    status = 409


class IsWithdrawn(Refusal):
    """What is no longer used is brought back before it is changed."""

    status = 409


@dataclass(frozen=True)
class MeasureFacts:
    """All that is said of a measure."""

    instrument: str
    legal_basis: str = ""
    text: str = ""
    source: str = ""
    sectors: tuple[Sector, ...] = ()

    @property
    def texts(self) -> dict[str, str]:
        return {name: getattr(self, name).strip() for name in LONGEST}


@dataclass(frozen=True)
class SectorFacts:
    name_nl: str
    name_en: str


@deed
def add_measure(*, dossier: Dossier, facts: MeasureFacts, by: User, at: datetime) -> Measure:
    """A measure in this dossier; refuses one that stands there with the same legal basis."""
    refuse_others(by, dossier)
    _refuse_texts(facts)
    _refuse_double(dossier, facts)
    made = Measure(dossier=dossier, created_at=at, version=0, **facts.texts)
    save_as(made, by=by, at=at, history=False)
    _put_sectors(made, facts.sectors)
    _keep(made, by=by, at=at)
    _note("added", made, by=by, at=at, sectors=[one.code for one in facts.sectors])
    return made


@deed
def change_measure(
    *, measure: Measure, facts: MeasureFacts, version: int, by: User, at: datetime
) -> Measure:
    """The measure with these facts; what it said before is kept.

    A ladder that was adopted keeps the words it was adopted with.
    """
    current = _to_change(measure, version, by)
    if current.withdrawn_at is not None:
        raise IsWithdrawn(_("This measure is no longer used. Bring it back first."))
    _refuse_texts(facts)
    _refuse_double(current.dossier, facts, current)
    before = {name: getattr(current, name) for name in LONGEST}
    sectors = sorted(current.sectors.values_list("code", flat=True))
    for name, text in facts.texts.items():
        setattr(current, name, text)
    _put_sectors(current, facts.sectors)
    _keep(current, by=by, at=at)
    changed = changes(
        {**before, "sectors": sectors},
        {**facts.texts, "sectors": sorted(one.code for one in facts.sectors)},
    )
    _note("changed", current, by=by, at=at, **changed)
    return current


@deed
def withdraw_measure(*, measure: Measure, version: int, by: User, at: datetime) -> Measure:
    """Off the list of what can be chosen; ladders that hold it keep it."""
    current = _to_change(measure, version, by)
    if current.withdrawn_at is not None:
        raise IsWithdrawn(_("This measure is no longer used already."))
    current.withdrawn_at, current.withdrawn_by = at, by
    _keep(current, by=by, at=at)
    _note("withdrawn", current, by=by, at=at)
    return current


@deed
def restore_measure(*, measure: Measure, version: int, by: User, at: datetime) -> Measure:
    """The inverse of withdraw_measure."""
    current = _to_change(measure, version, by)
    if current.withdrawn_at is None:
        raise IsWithdrawn(_("This measure is in use already."))
    _refuse_double(current.dossier, MeasureFacts(current.instrument, current.legal_basis), current)
    current.withdrawn_at = current.withdrawn_by = None
    _keep(current, by=by, at=at)
    _note("restored", current, by=by, at=at)
    return current


@deed
def add_sector(*, code: str, facts: SectorFacts, by: User, at: datetime) -> Sector:
    """A sector that measures can name; refuses a code that stands there."""
    names = _sector_names(facts, by)
    if Sector.objects.filter(code=code).exists():
        raise Refusal(_("There is a sector with this code."), field="code")
    made = Sector(code=code, **names)
    save_as(made, by=by, at=at)
    record("measures.sector_added", made, by=by, at=at, code=code)
    return made


@deed
def change_sector(
    *, sector: Sector, facts: SectorFacts, version: int, by: User, at: datetime
) -> Sector:
    """Call it otherwise; its code stays."""
    current = locked(sector)
    names = _sector_names(facts, by)
    refuse_stale(current, version)
    before = {name: getattr(current, name) for name in names}
    for name, value in names.items():
        setattr(current, name, value)
    current.version += 1
    save_as(current, by=by, at=at)
    record("measures.sector_changed", current, by=by, at=at, **changes(before, names))
    return current


def _to_change(measure: Measure, version: int, by: User) -> Measure:
    current = locked(measure)
    refuse_others(by, current.dossier)
    refuse_stale(current, version)
    return current


def refuse_others(by: User, dossier: Dossier) -> None:
    if not can_keep(by, dossier):
        raise NotAllowed(_("Only those who write in this dossier keep its measures."))


def _refuse_texts(facts: MeasureFacts) -> None:
    for name, longest in LONGEST.items():
        for sentence in refuse_unsafe(facts.texts[name], longest=longest):
            raise Refusal(sentence, field=name)
    if not facts.texts["instrument"]:
        raise Refusal(_("Say which instrument it is."), field="instrument")


def _refuse_double(dossier: Dossier, facts: MeasureFacts, besides: Measure | None = None) -> None:
    rows = Measure.objects.in_use().filter(
        dossier=dossier, instrument=facts.instrument.strip(), legal_basis=facts.legal_basis.strip()
    )
    if besides is not None:
        rows = rows.exclude(pk=besides.pk)
    if rows.exists():
        sentence = _("This measure with this legal basis stands in the dossier already.")
        raise StandsThere(sentence, field="instrument")


def _sector_names(facts: SectorFacts, by: User) -> dict[str, str]:
    if not by.may("measures.sectors"):
        raise NotAllowed(_("Your role does not keep the sectors."))
    names = {"name_nl": facts.name_nl.strip(), "name_en": facts.name_en.strip()}
    for name, text in names.items():
        for sentence in refuse_unsafe(text, longest=60):
            raise Refusal(sentence, field=name)
        if not text:
            raise Refusal(_("Fill this in."), field=name)
    return names


def _put_sectors(measure: Measure, sectors: Sequence[Sector]) -> None:
    """Without a state of history of their own: the deed keeps one for all that it changed."""
    measure.skip_history_when_saving = True  # type: ignore[attr-defined]  # put there by simple_history
    try:
        measure.sectors.set(sectors)
    finally:
        del measure.skip_history_when_saving  # type: ignore[attr-defined]  # put there by simple_history


def _keep(measure: Measure, *, by: User, at: datetime) -> None:
    """The next version with its history row, and how it is found."""
    measure.version += 1
    save_as(measure, by=by, at=at)
    if measure.withdrawn_at is not None:
        forget_object(measure)
        return
    names = " ".join(f"{one.name_nl} {one.name_en}" for one in measure.sectors.all())
    index_object(
        measure,
        dossier=measure.dossier,
        title=measure.instrument,
        hint=measure.legal_basis,
        text=f"{measure.text} {names}",
        url=measure.get_absolute_url(),
        at=at,
    )


def _note(verb: str, measure: Measure, *, by: User, at: datetime, **more: Any) -> None:
    said = {"instrument": measure.instrument, "text": digest(measure.text), **more}
    record(f"measures.{verb}", measure, by=by, at=at, dossier=measure.dossier_id, **said)
