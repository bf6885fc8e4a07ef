"""What a team leaves behind when it is wound up: each app above tells, and hands it over.

leavings.add("planning", Leaving(_("Products"), query=_open_products, hand_over=_hand_over))
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise

from coordination.actions.terms import Owner
from coordination.kit.registry import Registry
from coordination.people.holdings import Held

from .models import Team


@dataclass(frozen=True)
class Leaving:
    """A kind of thing that a team has open.

    `query(team, user)` gives what she may see of it. `hand_over(team=, to=, by=, at=)` gives what
    is the team's own to `to` within the deed that winds the team up, and returns how many there
    were. `outside(team, first, last)` names what is planned before or after these days.
    """

    label: str | Promise
    query: Callable[[Team, Any], Iterable[Held]]
    hand_over: Callable[..., int]
    outside: Callable[[Team, date, date | None], Sequence[str]] = lambda team, first, last: ()


@dataclass(frozen=True)
class Pile:
    """What one app says that a team leaves open."""

    label: str
    held: list[Held]


leavings: Registry[Leaving] = Registry("leavings")


def left_by(team: Team, user: Any) -> list[Pile]:
    """Every pile that is not empty, in the order of the registry."""
    piles = (Pile(str(one.label), list(one.query(team, user))) for one in leavings)
    return [pile for pile in piles if pile.held]


def outside(team: Team, first: date, last: date | None) -> list[str]:
    """What is planned for the team before or after these days."""
    return [name for one in leavings for name in one.outside(team, first, last)]


def hand_over_all(*, team: Team, to: Owner, by: Any, at: Any) -> int:
    """Everything to one receiver; how many things that were."""
    return sum(one.hand_over(team=team, to=to, by=by, at=at) for one in leavings)
