"""Regions, indicators, and figures of them as a test wants them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from coordination.dossiers.models import DossierKind
from coordination.dossiers.services import open_dossier
from coordination.people.models import Organisation
from escalation.regions.models import Basis, Indicator, Observation, Region, Scope
from tests.cast import MONDAY

KNOWN = datetime(2020, 11, 1, 9, tzinfo=UTC)


def real(name: str) -> Path:
    """A file of real figures; what needs it skips by name where it is not there."""
    path = Path(settings.BASE_DIR).parent / "shared/data" / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


@pytest.fixture
def make_region(make_organisation: Callable[..., Organisation]) -> Callable[..., Region]:
    def make(code: str, name: str = "", **more: Any) -> Region:
        dossier = open_dossier(
            title=name or code,
            owner=make_organisation("DGSC-19", "programme"),
            kind=DossierKind.REGION,
            by=None,
            at=MONDAY,
        )
        facts = {"population": 500_000, "rate_population": 500_000, **more}
        return Region.objects.create(dossier=dossier, code=code, name=name or code, **facts)

    return make


@pytest.fixture
def groningen(make_region: Callable[..., Region]) -> Region:
    return make_region("VR01", "Groningen")


@pytest.fixture
def zeeland(make_region: Callable[..., Region]) -> Region:
    return make_region("VR19", "Zeeland")


@pytest.fixture
def country(make_region: Callable[..., Region]) -> Region:
    return make_region("NL", "Nederland", scope=Scope.NATIONAL)


def make_indicator(code: str, basis: Basis = Basis.REPORT) -> Indicator:
    names = {"name_nl": code.capitalize(), "name_en": code.capitalize()}
    return Indicator.objects.create(code=code, basis=basis, per=100_000, source="RIVM", **names)


@pytest.fixture
def tests_positive(db: None) -> Indicator:
    return make_indicator("positive_tests")


@pytest.fixture
def admissions(db: None) -> Indicator:
    return make_indicator("hospital_admissions_reported")


def put(
    region: Region,
    indicator: Indicator,
    day: date,
    *values: float | Decimal,
    known_at: datetime = KNOWN,
    **more: Any,
) -> list[Observation]:
    """Figures of `day` and the days after it."""
    return [
        Observation.objects.create(
            region=region,
            indicator=indicator,
            day=day + timedelta(days=number),
            value=Decimal(str(value)),
            known_at=known_at,
            recorded_at=known_at,
            **more,
        )
        for number, value in enumerate(values)
    ]
