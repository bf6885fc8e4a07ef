"""What somebody still holds: each app tells, so that nothing stays behind with a leaver."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from coordination.kit.registry import Registry


@dataclass(frozen=True)
class Held:
    """One thing somebody holds, and the page where it stands."""

    title: str
    url: str


@dataclass(frozen=True)
class Holding:
    """A kind of thing one can hold.

    `query(user)` gives what she holds now. `hand_over(user=, to=, by=, at=)`, where there is one,
    gives all of it to somebody else as one deed and returns how many there were.
    `erase(user=, pseudonym=)` takes her name out of what the app keeps beside her account; it is
    called while she still has it.
    """

    label: str | Promise
    query: Callable[[Any], Iterable[Held]] = lambda user: ()
    hand_over: Callable[..., int] | None = None
    erase: Callable[..., None] | None = None


@dataclass(frozen=True)
class Pile:
    """What one app says that somebody holds."""

    name: str
    label: str
    held: list[Held]
    can_hand_over: bool


holdings: Registry[Holding] = Registry("holdings")


def held_by(user: Any) -> list[Pile]:
    """Every pile that is not empty, in the order of the registry."""
    piles = (
        Pile(name, str(holdings[name].label), list(holdings[name].query(user)), _can(name))
        for name in holdings.names()
    )
    return [pile for pile in piles if pile.held]


def hand_over(*, name: str, user: Any, to: Any, by: Any, at: datetime) -> int:
    """Hand one pile over to `to`; how many things it was."""
    give = holdings[name].hand_over
    return give(user=user, to=to, by=by, at=at) if give else 0


def erase_traces(*, user: Any, pseudonym: str) -> None:
    """Let every app put `pseudonym` where it still names her."""
    for holding in holdings:
        if holding.erase is not None:
            holding.erase(user=user, pseudonym=pseudonym)


def _can(name: str) -> bool:
    return holdings[name].hand_over is not None
