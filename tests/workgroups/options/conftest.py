"""A question with variants, consulted, and a decision to choose by."""

from datetime import date, datetime, time
from typing import Any

import pytest

from coordination.actions.terms import Term
from tests.cast import Cast
from workgroups.options.models import OptionSet
from workgroups.options.services import (
    VariantFacts,
    Words,
    add_variant,
    consult,
    start_options,
)


@pytest.fixture
def options(cast: Cast, now: datetime) -> OptionSet:
    """A question with two variants, by MLT3's secretary."""
    by: dict[str, Any] = {"by": cast.secretary, "at": now}
    words = Words("Welke pilot?", "Uit de notitie")
    made = start_options(words=words, dossier=cast.dossier, **by)
    add_variant(
        options=made, facts=VariantFacts("Nieuwe sectoren", advantages="Positieve flow"), **by
    )
    add_variant(options=made, facts=VariantFacts("Eén regio", risks="Gedrag"), **by)
    return made


@pytest.fixture
def consulted(cast: Cast, now: datetime, options: OptionSet) -> OptionSet:
    """VWS and SZW are asked until Wednesday noon."""
    return consult(
        options=options,
        term=Term(date(2020, 11, 4), time(12)),
        members=[cast.vws, cast.szw],
        version=1,
        by=cast.secretary,
        at=now,
    )
