"""An instance that is an exercise, and one that is led by the secretary."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine

from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit import clock
from escalation.exercise import story
from escalation.exercise.models import ClockSetting, Exercise, InjectKind
from escalation.exercise.services.injects import InjectFacts
from escalation.exercise.services.starting import start_exercise
from escalation.exercise.story import StoryClock
from tests.cast import MONDAY, Cast
from tests.escalation.ladder.figures import ladder_dossier, published  # noqa: F401  fixtures
from tests.escalation.regions.conftest import (  # noqa: F401  fixtures
    groningen,
    make_region,
)

REAL = MONDAY + timedelta(days=2000)
"""When it is played; the story is told of MONDAY."""


@pytest.fixture
def _exercise(settings: Any, db: None) -> Iterator[time_machine.Traveller]:
    """EXERCISE=1: the story stood at MONDAY when it began, and goes as fast as the real time."""
    settings.EXERCISE = True
    ClockSetting.objects.create(starts_at=REAL, story_at=MONDAY, speed=1)
    with time_machine.travel(REAL, tick=False) as real:
        clock.tell(StoryClock())
        yield real
        clock.tell(None)


@pytest.fixture
def real(_exercise: time_machine.Traveller) -> time_machine.Traveller:
    """The clock of the machine."""
    return _exercise


@pytest.fixture
def story_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """The story is read once: otherwise a slow machine asks for it again among what is counted."""
    monkeypatch.setattr(story, "READ_AGAIN", 3600.0)


@pytest.fixture
def exercise(real: time_machine.Traveller, cast: Cast) -> Exercise:
    made = start_exercise(title="Hoogwater", owner=cast.dgsc, by=None, at=MONDAY)
    grant_access(
        dossier=made.dossier, to=cast.secretary, function=Function.LEAD, by=None, at=MONDAY
    )
    return made


@pytest.fixture
def facts(cast: Cast) -> Callable[..., InjectFacts]:
    """An inject for the people of VWS an hour from MONDAY, with other facts where named."""

    def make(**more: Any) -> InjectFacts:
        due_at: datetime = MONDAY + timedelta(hours=1)
        usual: dict[str, Any] = {
            "code": "I-1",
            "title": "De dijk lekt",
            "kind": InjectKind.SIGNAL,
            "due_at": due_at,
            "text": "Bij hectometerpaal 12 staat water.",
            "expected": "Gemeld aan de regio.",
            "organisation": cast.vws,
        }
        return InjectFacts(**{**usual, **more})

    return make
