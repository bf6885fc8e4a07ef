"""Keep the list of what is counted."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User

from ..models import Basis, Indicator

LONGEST = {"name_nl": 100, "name_en": 100, "unit_nl": 40, "unit_en": 40, "source": 200}


@dataclass(frozen=True)
class IndicatorFacts:
    """What is said of an indicator besides its code, which stays."""

    name_nl: str
    name_en: str
    unit_nl: str
    unit_en: str
    per: int | None
    basis: Basis
    source: str
    stale_after: int


@deed
def add_indicator(*, code: str, facts: IndicatorFacts, by: User, at: datetime) -> Indicator:
    """Count something more; refuses a code that stands there."""
    _refuse(facts, by)
    if Indicator.objects.filter(code=code).exists():
        raise Refusal(_("There is an indicator with this code."), field="code")
    made = Indicator(code=code, **asdict(facts))
    save_as(made, by=by, at=at)
    record("regions.indicator_added", made, by=by, at=at, code=code)
    return made


@deed
def change_indicator(
    *, indicator: Indicator, facts: IndicatorFacts, version: int, by: User, at: datetime
) -> Indicator:
    """Say something else of it; its figures stay as they are, and what it said before is kept."""
    indicator = locked(indicator)
    _refuse(facts, by)
    refuse_stale(indicator, version)
    before = {name: getattr(indicator, name) for name in asdict(facts)}
    for name, value in asdict(facts).items():
        setattr(indicator, name, value)
    indicator.version += 1
    save_as(indicator, by=by, at=at)
    record("regions.indicator_changed", indicator, by=by, at=at, **changes(before, asdict(facts)))
    return indicator


def _refuse(facts: IndicatorFacts, by: User) -> None:
    if not by.may("regions.import"):
        raise NotAllowed(_("Your role does not keep the indicators."))
    for name in ("name_nl", "name_en", "source"):
        if not getattr(facts, name).strip():
            raise Refusal(_("Fill this in."), field=name)
    for name, longest in LONGEST.items():
        for sentence in refuse_unsafe(getattr(facts, name), longest=longest):
            raise Refusal(sentence, field=name)
    if facts.per is not None and not 1 <= facts.per <= 100_000_000:
        raise Refusal(_("A rate is per 1 to 100,000,000 inhabitants."), field="per")
    if not 1 <= facts.stale_after <= 365:
        raise Refusal(_("Say a number of days from 1 to 365."), field="stale_after")
