"""The figures of an exercise: a scenario, unfolded as the story goes on."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coordination.audit.deeds import deed, record
from coordination.kit.history import save_as
from coordination.kit.locking import locked, refuse_stale
from coordination.kit.refusals import NotAllowed, Refusal
from coordination.people.models import User
from escalation.ladder.services.assessing import assess_due
from escalation.regions.example_rows import KINDS
from escalation.regions.generating import Wave
from escalation.regions.services import (
    Scenario,
    add_generated,
    published_between,
    replace_generated,
)

from ..models import Exercise
from ..permissions import can_lead

MOST_DAYS, MOST_WAVES, HIGHEST = 730, 6, 500


@dataclass(frozen=True)
class ScenarioFacts:
    """`history` and `ahead` are days before and after the day on which the story stands."""

    seed: int
    history: int
    ahead: int
    base: Decimal
    waves: tuple[Wave, ...] = ()

    def refuse(self) -> None:
        if not (self.history >= 28 and self.ahead >= 1 and self.history + self.ahead <= MOST_DAYS):
            raise Refusal(
                _("Choose 28 days or more before, 1 or more ahead, and %(most)d at most together.")
                % {"most": MOST_DAYS},
                field="history",
            )
        if len(self.waves) > MOST_WAVES:
            raise Refusal(_("Six waves at most."), field="waves")
        for wave in self.waves:
            if not (0 < wave.top <= HIGHEST and 1 <= wave.rise <= 200 and 1 <= wave.fall <= 200):
                raise Refusal(
                    _("A wave is its top (500 at most), its day, its rise and its fall."),
                    field="waves",
                )


@deed
def set_scenario(
    *,
    exercise: Exercise,
    facts: ScenarioFacts,
    version: int,
    by: User | None,
    at: dt.datetime,
) -> int:
    """Other figures from now on, also of the past; how many are known. Reported ones stay."""
    exercise = locked(exercise)
    if by is not None and not can_lead(by, exercise):
        raise NotAllowed(_("Only who leads this exercise makes its figures."))
    refuse_stale(exercise, version)
    facts.refuse()
    exercise.seed, exercise.level = facts.seed, facts.base
    exercise.first_day = timezone.localdate(at) - dt.timedelta(days=facts.history)
    exercise.days = facts.history + facts.ahead
    exercise.waves = [[wave.top, wave.at, wave.rise, wave.fall] for wave in facts.waves]
    exercise.brought_to = at
    _keep(exercise, by, at)
    added = replace_generated(scenario=scenario_of(exercise), kinds=KINDS, by=by, at=at)
    said: dict[str, Any] = {"seed": facts.seed, "days": exercise.days, "added": added}
    record("exercise.figures_made", exercise, by=by, at=at, dossier=exercise.pk, **said)
    return added


@transaction.atomic
def bring_figures(*, exercise: Exercise, at: dt.datetime) -> int:
    """What became known since the last time, if anything did; how many figures.

    Of two at once the second finds nothing left to bring.
    """
    exercise = locked(exercise)
    since = exercise.brought_to
    if since is None or not published_between(since, at):
        return 0
    return _bring(exercise=exercise, since=since, at=at)


@deed
def _bring(*, exercise: Exercise, since: dt.datetime, at: dt.datetime) -> int:
    """With what the rule says of them: a worker that dies leaves both, or neither to be redone."""
    exercise.brought_to = at
    _keep(exercise, None, at)
    added = add_generated(scenario=scenario_of(exercise), kinds=KINDS, since=since, by=None, at=at)
    assess_due(at=at)
    record("exercise.figures_brought", exercise, by=None, at=at, dossier=exercise.pk, added=added)
    return added


def scenario_of(exercise: Exercise) -> Scenario:
    assert exercise.seed is not None
    assert exercise.first_day is not None
    assert exercise.days is not None
    waves = [Wave(*wave) for wave in exercise.waves]
    return Scenario(exercise.seed, exercise.first_day, exercise.days, waves, float(exercise.level))


def _keep(exercise: Exercise, by: User | None, at: dt.datetime) -> None:
    exercise.version += 1
    save_as(exercise, by=by, at=at)
