"""Injects are planned, changed, released, withheld and planned again."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from coordination.audit.deeds import changes, deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.kit.text import refuse_unsafe
from coordination.people.models import Organisation, Post, User
from escalation.regions.models import Indicator, Region

from ..models import Exercise, Inject, InjectKind, InjectStatus
from ..permissions import can_lead
from .releasing import bring_in

LONGEST = 4000
TOLD = {InjectKind.MESSAGE, InjectKind.SIGNAL, InjectKind.PRESS}


@dataclass(frozen=True)
class InjectFacts:
    """What is brought in, when in the story, for whom, and what should happen then."""

    code: str
    title: str
    kind: InjectKind
    due_at: dt.datetime
    text: str = ""
    expected: str = ""
    by_clock: bool = True
    role: str = ""
    post: Post | None = None
    organisation: Organisation | None = None
    dossier: Dossier | None = None
    region: Region | None = None
    indicator: Indicator | None = None
    day: dt.date | None = None
    value: Decimal | None = None

    def safe(self, by: User | None) -> "InjectFacts":
        """Without outer spaces; refuses what misses the parts that its kind asks for."""
        kept: dict[str, Any] = {
            name: _plain(getattr(self, name), name, longest)
            for name, longest in (
                ("code", 20), ("title", 200), ("text", LONGEST), ("expected", LONGEST)
            )
        }  # fmt: skip
        for name in ("code", "title", *(["text"] if self.kind != InjectKind.FIGURE else [])):
            if not kept[name]:
                raise Refusal(_("Fill this in."), field=name)
        named = [bool(self.role), self.post is not None, self.organisation is not None]
        if sum(named) > 1:
            raise Refusal(_("Choose one: a role, a post or an organisation."), field="role")
        if self.kind in TOLD and not any(named):
            raise Refusal(_("Say for whom it is: a role, a post or an organisation."), field="role")
        if self.kind == InjectKind.PAPER and self.dossier is None:
            raise Refusal(_("Say in which dossier the paper comes."), field="dossier")
        if self.kind == InjectKind.FIGURE:
            for name in ("region", "indicator", "day", "value"):
                if getattr(self, name) is None:
                    raise Refusal(_("A figure has a region, an indicator and a day."), field=name)
        if by is not None and self.dossier is not None:
            visible = Dossier.objects.visible_to(by).filter(pk=self.dossier.pk)
            if not visible.exists():
                raise NotAllowed(_("Choose a dossier that you may see."), field="dossier")
        return replace(self, **kept)

    def values(self) -> dict[str, Any]:
        return dict(vars(self))


@deed
def plan_inject(
    *, exercise: Exercise, facts: InjectFacts, by: User | None, at: dt.datetime
) -> Inject:
    """An inject for a moment in the story. Refuses a number that stands there already."""
    made = planned(exercise=exercise, facts=facts, by=by, at=at)
    record("exercise.inject_planned", made, by=by, at=at, dossier=exercise.pk, **_said(made))
    return made


def planned(*, exercise: Exercise, facts: InjectFacts, by: User | None, at: dt.datetime) -> Inject:
    """The row of an inject, without its event: one of a deed over many has its own."""
    _refuse_others(by, exercise)
    facts = facts.safe(by)
    _refuse_taken(exercise, facts.code)
    made = Inject(exercise=exercise, **facts.values(), created_at=at, created_by=by)
    save_as(made, by=by, at=at)
    return made


@deed
def change_inject(
    *, inject: Inject, facts: InjectFacts, version: int, by: User, at: dt.datetime
) -> Inject:
    """The inject with these facts, while it was not released."""
    inject = _held(inject, version, by)
    facts = facts.safe(by)
    _refuse_released(inject)
    _refuse_taken(inject.exercise, facts.code, but=inject)
    changed = changes({name: getattr(inject, name) for name in facts.values()}, facts.values())
    for name, value in facts.values().items():
        setattr(inject, name, value)
    _keep(inject, by, at)
    record(
        "exercise.inject_changed",
        inject,
        by=by,
        at=at,
        dossier=inject.exercise_id,
        fields=sorted(changed),
    )
    return inject


@deed
def release_inject(*, inject: Inject, version: int, by: User | None, at: dt.datetime) -> Inject:
    """Bring it in now: sent, put in its dossier, or among the figures. There is no way back.

    `by` is None for the clock. Refuses what was released before.
    """
    inject = _held(inject, version, by)
    _refuse_released(inject)
    told = bring_in(inject=inject, by=by, at=at)
    inject.status = InjectStatus.RELEASED
    inject.released_at, inject.released_by = at, by
    _keep(inject, by, at)
    record(
        "exercise.inject_released",
        inject,
        by=by,
        at=at,
        dossier=inject.exercise_id,
        **_said(inject),
        told=told,
    )
    return inject


@deed
def withhold_inject(*, inject: Inject, version: int, by: User, at: dt.datetime) -> Inject:
    """The clock passes it by; resume_inject undoes."""
    return _turn(inject, version, InjectStatus.WITHHELD, "exercise.inject_withheld", by, at)


@deed
def resume_inject(*, inject: Inject, version: int, by: User, at: dt.datetime) -> Inject:
    """Planned again, at its own moment; where that is over the clock releases it at once."""
    return _turn(inject, version, InjectStatus.PLANNED, "exercise.inject_resumed", by, at)


def _turn(
    inject: Inject, version: int, to: InjectStatus, action: str, by: User, at: dt.datetime
) -> Inject:
    inject = _held(inject, version, by)
    _refuse_released(inject)
    if inject.status == to:
        raise Refusal(_("This inject is in that state already."))
    inject.status = to
    _keep(inject, by, at)
    record(action, inject, by=by, at=at, dossier=inject.exercise_id, **_said(inject))
    return inject


def _held(inject: Inject, version: int, by: User | None) -> Inject:
    inject = locked(inject)
    _refuse_others(by, inject.exercise)
    refuse_stale(inject, version)
    return inject


def _refuse_others(by: User | None, exercise: Exercise) -> None:
    if by is not None and not can_lead(by, exercise):
        raise NotAllowed(_("Only who leads this exercise plans and releases its injects."))


def _refuse_released(inject: Inject) -> None:
    if inject.status == InjectStatus.RELEASED:
        raise Refusal(_("This inject was released; that cannot be taken back."))


def _refuse_taken(exercise: Exercise, code: str, but: Inject | None = None) -> None:
    taken = exercise.injects.filter(code=code)
    if taken.exclude(pk=but.pk if but else None).exists():
        raise Refusal(_("There is an inject with this number already."), field="code")


def _keep(inject: Inject, by: User | None, at: dt.datetime) -> None:
    inject.version += 1
    save_as(inject, by=by, at=at)


def _said(inject: Inject) -> dict[str, Any]:
    return {"code": inject.code, "kind": inject.kind, "due_at": inject.due_at}


def _plain(text: str, field: str, longest: int) -> str:
    for sentence in refuse_unsafe(text, longest=longest):
        raise Refusal(sentence, field=field)
    return text.strip()
