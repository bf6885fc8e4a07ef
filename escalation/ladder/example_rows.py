"""The ladders that were published, and one to practise with.

Bounds and days in force from the sources named with each; that a week of v2 runs from Monday to
Sunday, and that it counts admissions by the day of report, from the comparison of its bounds with
the levels that were set (domain facts on the ladder).
"""

from dataclasses import dataclass
from datetime import date

from escalation.regions.models import Scope

from .models import Combination, Measured, Window

ALERT, WORRYING = ("Waakzaam", "Alert"), ("Zorgelijk", "Worrying")
SERIOUS, VERY_SERIOUS = ("Ernstig", "Serious"), ("Zeer ernstig", "Very serious")
FOUR = (ALERT, WORRYING, SERIOUS, VERY_SERIOUS)
TESTS = "positive_tests"

Bounds = tuple[tuple[str, bool], ...]
"""From the first level up: where it starts, and whether the bound itself counts."""


@dataclass(frozen=True)
class Published:
    """A version of the ladder as it was published."""

    code: str
    name: str
    valid_from: date
    valid_to: date | None
    levels: tuple[tuple[str, str], ...]
    bounds: dict[str, Bounds]
    source: str
    scope: str = Scope.REGION
    combination: str = Combination.SINGLE
    window: str = Window.TRAILING
    measured: str = Measured.TOTAL
    per_inhabitants: bool = True
    decimals: int | None = None


STRICT: Bounds = (("0", True), ("50", False), ("150", False), ("250", False))

PUBLISHED = (
    Published(
        code="v1",
        name="Escalatieladder september 2020",
        valid_from=date(2020, 9, 18),
        valid_to=date(2020, 10, 12),
        levels=FOUR[:3],
        bounds={TESTS: STRICT[:3]},
        source="minvws/nl-covid19-data-dashboard@eabce1de9, nl.json (28-09-2020)",
    ),
    Published(
        code="v1b",
        name="Routekaart coronamaatregelen",
        valid_from=date(2020, 10, 13),
        valid_to=date(2021, 2, 1),
        levels=FOUR,
        bounds={TESTS: STRICT},
        source="dashboard, nl.json (oktober 2020); routekaart, nieuws 13 en 14-10-2020",
    ),
    Published(
        code="v2",
        name="Routekaart van 2 februari 2021",
        valid_from=date(2021, 2, 2),
        valid_to=date(2021, 9, 21),
        levels=FOUR,
        bounds={
            TESTS: (("0", True), ("35", True), ("100", True), ("250", True)),
            "hospital_admissions_reported": (
                ("0", True),
                ("4", True),
                ("16", True),
                ("27", True),
            ),
        },
        source="minvws/nl-covid19-data-dashboard, thresholds.ts en nl.json (02-02-2021)",
        combination=Combination.WORST,
        window=Window.CALENDAR_WEEK,
    ),
    Published(
        code="v3",
        name="Landelijke risiconiveaus",
        valid_from=date(2021, 10, 12),
        valid_to=date(2022, 5, 11),
        levels=FOUR[:3],
        bounds={
            "ic_admissions": (("0", True), ("10", True), ("25", False)),
            "hospital_admissions": (("0", True), ("40", True), ("100", False)),
        },
        source="SP_RISK_LEVEL_NL_HISTORY.sql; Aanpak najaar, nieuws 14-09-2021",
        scope=Scope.NATIONAL,
        combination=Combination.WORST,
        measured=Measured.DAILY_MEAN,
        per_inhabitants=False,
        decimals=1,
    ),
    Published(
        code="oefenladder",
        name="Oefenladder",
        valid_from=date(2022, 5, 12),
        valid_to=None,
        levels=FOUR,
        bounds={TESTS: STRICT},
        source="oefentekst: grenzen van de routekaart van oktober 2020",
    ),
)
