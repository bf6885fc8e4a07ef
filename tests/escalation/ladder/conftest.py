"""Three regions, a ladder in force with its levels, and the office that sets them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.utils import translation

from coordination.dossiers.models import DossierKind, Function
from coordination.dossiers.services import grant_access, open_dossier
from coordination.people.models import Post, Role, User
from escalation.ladder.models import Assessment, Determination, Ladder, LadderStatus, Level
from escalation.ladder.services.determining import Choice, Sitting, determine_levels
from escalation.regions.models import Region
from tests.cast import MONDAY, Cast, add_user
from tests.kept import kept

from .figures import ladder_dossier, published, put

__all__ = ["ladder_dossier", "published", "put"]

TODAY = MONDAY.date()
NAMES = ("Groningen", "Fryslân", "Drenthe")
LEVELS = (("Waakzaam", "Alert"), ("Zorgelijk", "Worrying"), ("Ernstig", "Serious"),
          ("Zeer ernstig", "Very serious"))  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """The coordinator leads the dossier of the ladder; `second` is another coordinator."""

    ladder: Ladder
    levels: list[Level]
    regions: list[Region]
    minister: Post
    coordinator: User
    second: User

    def level(self, rank: int) -> Level:
        return self.levels[rank - 1]

    def sitting(self, **more: Any) -> Sitting:
        values: dict[str, Any] = {
            "post": self.minister,
            "in_force_at": MONDAY,
            "text": "Inschaling vastgesteld",
        }
        return Sitting(**(values | more))

    def determine(self, *ranks: int, at: datetime = MONDAY, **more: Any) -> list[Determination]:
        """The first regions on these levels, by the coordinator."""
        choices = [
            Choice(region, self.level(rank) if rank else None)
            for region, rank in zip(self.regions, ranks, strict=False)
        ]
        sitting = self.sitting(**({"in_force_at": at} | more))
        made = determine_levels(choices=choices, sitting=sitting, by=self.coordinator, at=at)
        return sorted(made, key=lambda row: self.regions.index(row.region))

    def assess(self, region: Region, rank: int | None, on: date = TODAY) -> Assessment:
        figure = {"indicator": "positive_tests", "value": 120.5, "rank": rank,
                  "from": "2020-10-26", "to": "2020-11-01",
                  "known_at": "2020-11-02T09:15:00+00:00"}  # fmt: skip
        return Assessment.objects.create(
            region=region,
            ladder=self.ladder,
            on=on,
            level=self.level(rank) if rank else None,
            unknown="" if rank else "missing",
            figures=[figure],
            assessed_at=MONDAY + timedelta(minutes=1),
        )


@pytest.fixture
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


@kept
def setting(cast: Cast) -> Setting:
    since = datetime(2020, 9, 1, 8, tzinfo=UTC)
    dossier = open_dossier(title="Escalatieladder", owner=cast.dgsc, by=None, at=since)
    grant_access(dossier=dossier, to=cast.coordinator, function=Function.LEAD, by=None, at=since)
    ladder = Ladder.objects.create(
        dossier=dossier,
        code="try",
        name="Ladder",
        status=LadderStatus.ADOPTED,
        valid_from=date(2020, 9, 1),
        created_at=since,
        adopted_at=since,
        adopted_by=cast.coordinator,
    )
    levels = [
        Level.objects.create(ladder=ladder, rank=rank, name_nl=name, name_en=english)
        for rank, (name, english) in enumerate(LEVELS, start=1)
    ]
    minister = Post.objects.create(
        code="minister-vws",
        name_nl="minister van VWS",
        name_en="minister of VWS",
        organisation=cast.vws,
    )
    second = add_user("second coordinator", cast.dgsc, Role.COORDINATOR)
    regions = [_region(cast, number, name) for number, name in enumerate(NAMES, start=1)]
    return Setting(ladder, levels, regions, minister, cast.coordinator, second)


def _region(cast: Cast, number: int, name: str) -> Region:
    dossier = open_dossier(title=name, owner=cast.dgsc, kind=DossierKind.REGION, by=None, at=MONDAY)
    grant_access(dossier=dossier, to=cast.partner, function=Function.READER, by=None, at=MONDAY)
    return Region.objects.create(
        dossier=dossier,
        code=f"VR{number:02}",
        name=name,
        population=500_000,
        rate_population=500_000,
        tile_row=1,
        tile_column=number,
    )
