"""A cadence of two weeks with both lines, in the dossier of MLT3, kept by the coordinator."""

from collections.abc import Callable
from datetime import date, time
from functools import partial
from typing import Any

import pytest

from coordination.cycle.models import Cadence, Slot
from coordination.cycle.services.cadences import CadenceFacts, add_cadence
from coordination.cycle.services.slots import SlotFacts, add_slot
from coordination.dossiers.models import Function
from coordination.dossiers.services import grant_access
from coordination.kit.workdays import Offset, Unit
from coordination.people.models import Body
from tests.cast import MONDAY, Cast
from tests.kept import kept

ANCHOR = date(2020, 11, 2)
ONE_DAY = Offset(1, Unit.WORKING_DAYS)


def find_body(cast: Cast, code: str) -> Body:
    """The body of this code, made when it is not there."""
    return Body.objects.get_or_create(
        code=code, defaults={"name_nl": code, "name_en": code, "organisation": cast.vws}
    )[0]


def begin_cadence(cast: Cast, **more: Any) -> Cadence:
    facts = {
        "name_nl": "Tweewekelijkse cyclus",
        "name_en": "Two-week cycle",
        "dossier": cast.dossier,
        "length": 14,
        "anchor": ANCHOR,
    }
    return add_cadence(facts=CadenceFacts(**{**facts, **more}), by=cast.coordinator, at=MONDAY)


def begin_slot(
    cast: Cast, cadence: Cadence, code: str = "", day: int = 1, at: str = "10:00", **more: Any
) -> Slot:
    """A slot of a body by its code, or of an event with `title`."""
    body = find_body(cast, code) if code else None
    facts = SlotFacts(day - 1, time.fromisoformat(at), body=body, **more)
    return add_slot(cadence=cadence, facts=facts, by=cast.coordinator, at=MONDAY)


@kept
def led(cast: Cast) -> None:
    """The coordinator leads the dossier of the rhythm."""
    grant_access(
        dossier=cast.dossier, to=cast.coordinator, function=Function.LEAD, by=None, at=MONDAY
    )


@pytest.fixture
def make_body(cast: Cast) -> Callable[[str], Body]:
    return partial(find_body, cast)


@pytest.fixture
def make_cadence(cast: Cast, led: None) -> Callable[..., Cadence]:
    return partial(begin_cadence, cast)


@pytest.fixture
def make_slot(cast: Cast) -> Callable[..., Slot]:
    return partial(begin_slot, cast)


@kept
def cadence(cast: Cast, led: None) -> Cadence:
    """Both lines in the MCC on the first Tuesday, the ACC before it, a press conference after."""
    made = begin_cadence(cast)
    for code, day, at, more in (
        ("ACC", 2, "09:30", {"line": "A", "purpose": "beeld", "papers_due": ONE_DAY}),
        ("MCC", 2, "14:00", {"line": "A", "purpose": "beeld en richting", "papers_due": ONE_DAY}),
        ("MCC", 2, "14:00", {"line": "B", "purpose": "uitkomsten advies", "minutes": 90}),
        ("", 9, "19:00", {"line": "A", "title": "Persconferentie"}),
    ):
        begin_slot(cast, made, code, day, at, **more)
    return made
