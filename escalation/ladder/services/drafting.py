"""A next version of the ladder is drafted from one that stands, and changed until it is adopted."""

import re
from datetime import datetime
from typing import Any

from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from escalation.regions.models import Indicator

from ..models import Ladder, LadderStatus, Level, LevelMeasure, Threshold
from ..permissions import can_change_ladder
from ..queries.ladders import with_levels
from .checking import checked
from .facts import LadderFacts

CODE = re.compile(r"^[a-z0-9][a-z0-9-]{0,19}$")


class IsAdopted(Refusal):
    """An adopted ladder is never changed in place."""

    status = 409


@deed
def draft_ladder(
    *, based_on: Ladder, code: str, facts: LadderFacts | None = None, by: User, at: datetime
) -> Ladder:
    """A draft that says what `based_on` says, or `facts`, under a code of its own.

    Refuses who does not lead the ladder's dossier, a code that is taken, and what is no ladder.
    """
    refuse_others(by, based_on)
    code = _free(code)
    source = _whole(based_on)
    wanted = checked(facts or LadderFacts.of(source))
    draft = Ladder(dossier=source.dossier, code=code, based_on=source, created_at=at)
    _put_head(draft, wanted)
    save_as(draft, by=by, at=at)
    _put_levels(draft, wanted)
    note("drafted", draft, by=by, at=at, based_on=source.code)
    return draft


@deed
def change_draft(
    *, ladder: Ladder, facts: LadderFacts, version: int, by: User, at: datetime
) -> Ladder:
    """The draft with these facts; refuses an adopted ladder, and what is no ladder."""
    draft = locked(ladder)
    refuse_others(by, draft)
    refuse_stale(draft, version)
    refuse_adopted(draft)
    wanted = checked(facts)
    before = {name: getattr(draft, name) for name in LadderFacts.head()}
    _put_head(draft, wanted)
    draft.levels.all().delete()
    _put_levels(draft, wanted)
    draft.version += 1
    save_as(draft, by=by, at=at)
    changed = changes(before, {name: getattr(draft, name) for name in LadderFacts.head()})
    note("draft_changed", draft, by=by, at=at, **changed)
    return draft


@deed
def discard_draft(*, ladder: Ladder, version: int, by: User, at: datetime) -> None:
    """Throw the draft away; refuses an adopted ladder, and one that others were drafted from."""
    draft = locked(ladder)
    refuse_others(by, draft)
    refuse_stale(draft, version)
    refuse_adopted(draft)
    if Ladder.objects.filter(based_on=draft).exists():
        raise Refusal(_("Another draft was made from this one. Throw that one away first."))
    note("draft_discarded", draft, by=by, at=at)
    key = draft.pk
    try:
        draft.delete()
    except ProtectedError as resting:
        sentence = _("Something rests on this draft, such as a variant in the lab. It stays.")
        raise Refusal(sentence) from resting
    # a draft leaves no earlier states, so neither does its removal
    Ladder.history.filter(id=key).delete()


def refuse_others(by: User, ladder: Ladder) -> None:
    if not can_change_ladder(by, ladder.dossier):
        raise NotAllowed(_("Only a coordinator who leads the ladder's dossier changes it."))


def refuse_adopted(ladder: Ladder) -> None:
    if ladder.status != LadderStatus.DRAFT:
        raise IsAdopted(
            _("This version is adopted and stays as it is. Draft a next version from it.")
        )


def note(verb: str, ladder: Ladder, *, by: User, at: datetime, **more: Any) -> None:
    record(
        f"ladder.{verb}", ladder, by=by, at=at, dossier=ladder.dossier_id, code=ladder.code, **more
    )


def _free(code: str) -> str:
    code = code.strip().lower()
    if not CODE.match(code):
        sentence = _("A code has at most 20 small letters, digits and hyphens, such as v4.")
        raise Refusal(sentence, field="code")
    if Ladder.objects.filter(code=code).exists():
        sentence = _("There is a ladder with the code %(code)s already.") % {"code": code}
        raise Refusal(sentence, field="code")
    return code


def _whole(ladder: Ladder) -> Ladder:
    found: Ladder = with_levels(Ladder.objects.filter(pk=ladder.pk)).get()
    return found


def _put_head(draft: Ladder, facts: LadderFacts) -> None:
    for name in LadderFacts.head():
        setattr(draft, name, getattr(facts, name))


def _put_levels(draft: Ladder, facts: LadderFacts) -> None:
    found = Indicator.objects.filter(code__in=facts.indicators)
    indicators = {one.code: one for one in found}
    for said in facts.levels:
        level = Level.objects.create(
            ladder=draft, rank=said.rank, name_nl=said.name_nl, name_en=said.name_en
        )
        Threshold.objects.bulk_create(
            Threshold(
                level=level,
                indicator=indicators[bound.indicator],
                lower=bound.lower,
                inclusive=bound.inclusive,
            )
            for bound in said.bounds
        )
        LevelMeasure.objects.bulk_create(
            LevelMeasure(
                level=level,
                measure_id=one.measure,
                position=position,
                instrument=one.instrument,
                legal_basis=one.legal_basis,
                sectors=one.sectors,
            )
            for position, one in enumerate(said.measures)
        )
