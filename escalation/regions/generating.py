"""Made-up figures, for the example and for exercises.

Every region has waves: bumps that rise about twice as fast as they fall, in each region some days
earlier or later and higher or lower; above a million inhabitants four days earlier and a fifth
higher (`LARGE_REGION`). Cases of a day are drawn around the wave (their scatter grows with the
root of the mean, and somewhat more), fewer of them at a weekend. A share of what the wave gives
(`TO_HOSPITAL`) comes to hospital a week later, a fifth of those to intensive care.

What is counted by its own day is booked late: of the last days a part is known at first, all of
it after six days (`BOOKED`). Admissions by day of report are those of the day before; one of the
six largest regions reports those of three weeks on one day.

All of it hangs on the seed, the first day, the number of days, the level, the waves and the
regions: the same of these give the same figures, on any machine.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, sqrt

BASE = 1.2
"""Cases per 100,000 a day where there is no wave."""

WEEKEND = {5: 0.8, 6: 0.7}
BOOKED = (0.55, 0.8, 0.92, 0.96, 0.98, 0.99)
"""The share of a day that is known so many days later; all of it after that."""

CASES, ADMITTED, REPORTED, CARE = "cases", "admitted", "reported", "care"
"""Cases; admissions by the day of admission; the same by day of report; intensive care."""

LATE = {ADMITTED}
TO_HOSPITAL, DELAY, TO_CARE = 0.03, 7, 0.2
LOADED_DAYS, LARGE = 21, 6
LARGE_REGION = 4, 1.2
"""Days earlier, and how much higher, where more than a million people live."""


@dataclass(frozen=True)
class Wave:
    """A bump: its top per 100,000 a day, on which day counted from the first, and how steep."""

    top: float
    at: float
    rise: float = 14.0
    fall: float = 26.0

    def on(self, day: float) -> float:
        width = self.rise if day < self.at else self.fall
        return self.top * exp(-(((day - self.at) / width) ** 2) / 2)


@dataclass(frozen=True)
class Place:
    code: str
    population: int


Figures = dict[tuple[str, str], list[int]]
"""Whole numbers per day, by the code of a place and a kind."""


def generate(
    places: Sequence[Place],
    *,
    first: date,
    days: int,
    seed: int,
    waves: Sequence[Wave] = (),
    base: float = BASE,
) -> Figures:
    """Every kind of figure of each place on each of the days, as known in the end."""
    chance = random.Random(seed)  # noqa: S311  figures of an exercise, not a secret
    tops = list(waves) or [Wave(9, days * 0.3), Wave(42, days * 0.82)]
    made: Figures = {}
    for place in places:
        shift, height = chance.uniform(-9, 5), chance.uniform(0.55, 1.35)
        if place.population > 1_000_000:
            shift, height = shift + LARGE_REGION[0], height * LARGE_REGION[1]
        means = list(_means(place, first, tops, shift, height, base, days))
        sick = [_draw(chance, mean * TO_HOSPITAL) for mean in means[:days]]
        made[place.code, CASES] = [_draw(chance, mean) for mean in means[DELAY:]]
        made[place.code, ADMITTED] = sick
        made[place.code, REPORTED] = [_draw(chance, means[0] * TO_HOSPITAL), *sick[:-1]]
        made[place.code, CARE] = [_draw(chance, one * TO_CARE) for one in sick]
    _book_at_once(made, places, days, chance)
    return made


def known_share(days_since: int) -> float:
    """Which part of a day is known so many days after it."""
    return BOOKED[days_since] if days_since < len(BOOKED) else 1.0


def bookings(kind: str, value: int, days_since: int) -> list[tuple[int, int]]:
    """How a figure came to be known: (days after its own, value), up to `days_since` days after.

    What is counted by its day of report is known at once; the rest is booked bit by bit.
    """
    if kind not in LATE:
        return [(0, value)]
    known = [(number, int(value * known_share(number))) for number in range(days_since + 1)]
    if days_since >= len(BOOKED):
        return [(0, value)]
    return [one for number, one in enumerate(known) if not number or known[number - 1][1] != one[1]]


def steps(kind: str, value: int) -> list[tuple[int, int]]:
    """How a figure comes to be known as time goes on: (days after its own, value), to the end."""
    if kind not in LATE:
        return [(0, value)]
    known = [(number, int(value * known_share(number))) for number in range(len(BOOKED) + 1)]
    return [one for number, one in enumerate(known) if not number or known[number - 1][1] != one[1]]


def _means(
    place: Place,
    first: date,
    waves: Sequence[Wave],
    shift: float,
    height: float,
    base: float,
    days: int,
) -> Iterator[float]:
    """From DELAY days before the first, for who is admitted in the span fell ill before it."""
    for day in range(-DELAY, days):
        rate = base + sum(wave.on(day + shift) for wave in waves) * height
        weekday = (first + timedelta(days=day)).weekday()
        yield rate * place.population / 100_000 * WEEKEND.get(weekday, 1.1)


def _draw(chance: random.Random, mean: float) -> int:
    """A count around `mean`, scattered somewhat more than by chance alone."""
    return max(0, round(chance.gauss(mean, sqrt(mean + (0.06 * mean) ** 2))))


def _book_at_once(made: Figures, places: Sequence[Place], days: int, chance: random.Random) -> None:
    """One large region reports the admissions of three weeks on one day."""
    day = days - chance.randint(20, 30)
    if day > LOADED_DAYS and places:
        large = sorted(places, key=lambda place: (-place.population, place.code))[:LARGE]
        reported = made[chance.choice(large).code, REPORTED]
        reported[day] += 40 + 3 * sum(reported[day - LOADED_DAYS : day]) // 2
