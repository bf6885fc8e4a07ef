"""Two regions with figures that rise and fall, and levels that were set a week too late."""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from model_bakery import baker

from coordination.decisions.models import Decision
from coordination.people.models import Post
from escalation.lab.models import Replay, Variant
from escalation.lab.queries.variants import facts_of_ladder, whole_ladder
from escalation.lab.services.asking import ask_replay
from escalation.lab.services.spans import SpanFacts
from escalation.lab.services.variants import make_variant
from escalation.ladder.models import Determination, Ladder
from escalation.regions.models import Indicator, Observation, Region
from tests.cast import MONDAY, Cast
from tests.escalation.ladder.figures import ladder_dossier, published, put

__all__ = ["ladder_dossier", "published", "put"]

FIRST, LAST = date(2020, 10, 13), date(2020, 11, 30)
KNOWN = datetime(2020, 12, 1, 9, tzinfo=UTC)
CODES = ("VR01", "VR02")
# a week of so many cases per 100,000: 42, 84 for a while, and 42 again
CALM, BUSY = 6, 12
BUSY_FROM, BUSY_TO = date(2020, 10, 20), date(2020, 11, 10)


@dataclass
class Setting:
    """The routekaart of October 2020 with figures, and what the minister determined."""

    cast: Cast
    ladder: Ladder
    regions: dict[str, Region]
    minister: Post
    decision: Decision
    made: list[Variant] = field(default_factory=list)

    @property
    def coordinator(self) -> Any:
        return self.cast.coordinator

    def determine(self, code: str, rank: int, on: date) -> Determination:
        """Published and in force from the noon of that day."""
        region, at = self.regions[code], datetime.combine(on, time(12), tzinfo=UTC)
        return Determination.objects.create(
            region=region,
            level=self.ladder.levels.get(rank=rank),
            post=self.minister,
            decision=self.decision,
            in_force_at=at,
            determined_at=at,
            published_at=at,
            published_by=self.coordinator,
        )

    def variant(self, second: str = "40", **more: Any) -> Variant:
        """The ladder with another bound of level 2; `more` are facts of the ladder it would be."""
        facts = facts_of_ladder(whole_ladder(self.ladder), f"Grens {second} {len(self.made)}")
        levels = list(facts.ladder.levels)
        bound = levels[1].bounds[0]
        levels[1] = replace(levels[1], bounds=(replace(bound, lower=Decimal(second)),))
        tried = replace(facts, ladder=replace(facts.ladder, levels=tuple(levels), **more))
        made = make_variant(ladder=self.ladder, facts=tried, by=self.coordinator, at=MONDAY)
        self.made.append(made)
        return made

    def replay(self, variant: Variant | None = None, **more: Any) -> Replay:
        facts = SpanFacts(**{"first": FIRST, "last": LAST, **more})
        return ask_replay(
            ladder=self.ladder, variant=variant, facts=facts, by=self.coordinator, at=KNOWN
        )


@pytest.fixture
def setting(cast: Cast, published: dict[str, Ladder]) -> Setting:
    names = {"name_nl": "minister van VWS", "name_en": "minister of VWS"}
    minister = Post.objects.create(code="minister-vws", organisation=cast.vws, **names)
    kept = Region.objects.filter(code__in=CODES)
    Region.objects.exclude(code__in=CODES).delete()
    kept.update(rate_population=100_000)
    regions = {one.code: one for one in kept}
    indicator = Indicator.objects.get(code="positive_tests")
    days = [FIRST - timedelta(days=8) + timedelta(days=n) for n in range(70)]
    Observation.objects.bulk_create(
        Observation(
            region=region,
            indicator=indicator,
            day=day,
            value=BUSY if BUSY_FROM <= day < BUSY_TO else CALM,
            known_at=KNOWN,
            recorded_at=KNOWN,
        )
        for region in regions.values()
        for day in days
        if day <= LAST
    )
    ladder = published["v1b"]
    decision = baker.make(Decision, dossier=ladder.dossier, post=minister, body=None)
    found = Setting(cast, ladder, regions, minister, decision)
    for code in CODES:
        found.determine(code, 1, date(2020, 10, 1))
    found.determine("VR01", 2, date(2020, 10, 30))
    return found
