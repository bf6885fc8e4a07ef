"""Points as they stand on the lists."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from coordination.actions.models import ActionPoint
from coordination.actions.services import draft_action_point, open_action_point
from coordination.actions.terms import Owner, Term
from tests.cast import Cast

FRIDAY = Term(date(2020, 11, 6))


@pytest.fixture
def make_point(cast: Cast, now: datetime) -> Callable[..., ActionPoint]:
    """An open point of MLT3, owned by VWS's officer unless said otherwise."""

    def make(**more: Any) -> ActionPoint:
        values: dict[str, Any] = {
            "dossier": cast.dossier,
            "body": cast.body,
            "text": "Contactgegevens doorgeven",
            "owner": Owner(cast.vws, person=cast.vws_officer),
            "term": FRIDAY,
            "by": cast.secretary,
            "at": now,
        } | more
        return open_action_point(point=draft_action_point(**values), by=cast.secretary, at=now)

    return make


@pytest.fixture
def point(make_point: Callable[..., ActionPoint]) -> ActionPoint:
    return make_point()
