"""Points in a dossier, by which it stands as it does."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from coordination.actions.services import add_action_point
from coordination.actions.terms import Owner, Term
from coordination.dossiers.models import Dossier
from coordination.people.models import Organisation, User
from tests.cast import Cast


@pytest.fixture
def add_point(cast: Cast, now: datetime) -> Callable[..., Any]:
    def add(
        owner: Organisation, day: date, dossier: Dossier | None = None, by: User | None = None
    ) -> Any:
        return add_action_point(
            dossier=dossier or cast.dossier,
            text="Nota schrijven",
            owner=Owner(owner),
            term=Term(day),
            by=by or cast.lead,
            at=now,
        )

    return add
