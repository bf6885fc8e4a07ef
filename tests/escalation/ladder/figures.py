"""The published ladders over the regions of the example, and figures as a test wants them."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings

from coordination.dossiers.models import Dossier, DossierKind
from coordination.dossiers.services import open_dossier
from coordination.example.registry import Shift
from escalation.ladder.example import add_published
from escalation.ladder.example_rows import PUBLISHED
from escalation.ladder.models import Ladder
from escalation.regions import example as regions_example
from escalation.regions.models import Indicator, Observation, Region
from tests.cast import MONDAY, Cast
from tests.kept import kept

KNOWN = datetime(2020, 11, 1, 9, tzinfo=UTC)


def real(name: str) -> Path:
    """A file of real figures; what needs it skips by name where it is not there."""
    path = Path(settings.BASE_DIR).parent / "shared/data" / name
    if not path.exists():
        pytest.skip(f"{path} is not there")
    return path


@kept
def ladder_dossier(cast: Cast) -> Dossier:
    """Led by the coordinator."""
    return open_dossier(
        title="Escalatieladder",
        owner=cast.dgsc,
        kind=DossierKind.THEME,
        by=cast.coordinator,
        at=MONDAY,
    )


@kept
def published(ladder_dossier: Dossier) -> dict[str, Ladder]:
    """The ladders of the example by code, with its regions and indicators."""
    shift = Shift(weeks=0, now=MONDAY, figures=False)
    regions_example.load(shift)
    return {one.code: add_published(one, ladder_dossier, shift) for one in PUBLISHED}


Put = Callable[..., None]


@pytest.fixture
def put(published: dict[str, Ladder]) -> Put:
    """Figures of a region: so many on each of so many days up to `until`."""

    def put_figures(
        region: str,
        value: float,
        until: date,
        *,
        days: int = 7,
        indicator: str = "positive_tests",
        known_at: datetime = KNOWN,
    ) -> None:
        Observation.objects.bulk_create(
            Observation(
                region=Region.objects.get(code=region),
                indicator=Indicator.objects.get(code=indicator),
                day=until - timedelta(days=back),
                value=Decimal(str(value)),
                known_at=known_at,
                recorded_at=known_at,
            )
            for back in range(days)
        )

    return put_figures
