"""Decisions as they stand in the register."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from coordination.decisions.models import Decision
from coordination.decisions.services import circulate_decision, draft_decision
from coordination.people.models import OutcomeName
from tests.cast import Cast


@pytest.fixture
def make_decision(cast: Cast, now: datetime) -> Callable[..., Decision]:
    """A circulated agreement of MLT3 of today, unless said otherwise."""

    def make(**more: Any) -> Decision:
        values: dict[str, Any] = {
            "body": cast.body,
            "taken_on": now.date(),
            "dossier": cast.dossier,
            "text": "De werkgroep werkt met sheets",
            "outcome_name": OutcomeName.AGREEMENT,
            "by": cast.secretary,
            "at": now,
        } | more
        return circulate_decision(decision=draft_decision(**values), by=cast.secretary, at=now)

    return make


@pytest.fixture
def decision(make_decision: Callable[..., Decision]) -> Decision:
    return make_decision()
