"""Told when figures change, in the same transaction; who reckons with figures registers here."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from coordination.kit.registry import Registry
from coordination.people.models import User

from .models import Indicator, Region


@dataclass(frozen=True)
class Arrival:
    """Figures of these indicators and regions changed on days from `first` to `last`."""

    regions: Collection[Region]
    indicators: Collection[Indicator]
    first: date
    last: date
    by: User | None
    at: datetime


arrivals: Registry[Callable[[Arrival], None]] = Registry("arrivals")


def tell(arrival: Arrival) -> None:
    for told in arrivals:
        told(arrival)
