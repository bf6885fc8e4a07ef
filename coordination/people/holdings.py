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


HIDDEN = Held("", "")
"""What she holds and the reader may not see: it counts, and goes along when it is handed over."""


def held_among(rows: Any, reader: Any, *, action: str, title: Callable[[Any], str]) -> list[Held]:
    """Each of `rows` (a queryset) as `reader` may see it, who must have the right to `action`."""
    may = reader.may(action)
    seen = set(rows.visible_to(reader).values_list("pk", flat=True)) if may else set()
    return [Held(title(row), row.get_absolute_url()) if row.pk in seen else HIDDEN for row in rows]


@dataclass(frozen=True)
class Holding:
    """A kind of thing one can hold.

    `query(user, reader)` gives what she holds now, as `reader` may see it. `hand_over(user=, to=,
    by=, at=)`, where there is one, gives all of it to somebody else as one deed and returns how
    many there were.
    `erase(user=, pseudonym=)` takes her name out of what the app keeps beside her account; it is
    called while she still has it.
    """

    label: str | Promise
    query: Callable[[Any, Any], Iterable[Held]] = lambda user, reader: ()
    hand_over: Callable[..., int] | None = None
    erase: Callable[..., None] | None = None


@dataclass(frozen=True)
class Pile:
    """What one app says that somebody holds: what the reader may see, and how much she may not."""

    name: str
    label: str
    held: list[Held]
    hidden: int
    can_hand_over: bool


holdings: Registry[Holding] = Registry("holdings")


def held_by(user: Any, *, reader: Any) -> list[Pile]:
    """Every pile that is not empty, in the order of the registry, as `reader` may see it."""
    piles = (_pile(name, list(holdings[name].query(user, reader))) for name in holdings.names())
    return [pile for pile in piles if pile.held or pile.hidden]


def hand_over(*, name: str, user: Any, to: Any, by: Any, at: datetime) -> int:
    """Hand one pile over to `to`; how many things it was."""
    give = holdings[name].hand_over
    return give(user=user, to=to, by=by, at=at) if give else 0


def erase_traces(*, user: Any, pseudonym: str) -> None:
    """Let every app put `pseudonym` where it still names her."""
    for holding in holdings:
        if holding.erase is not None:
            holding.erase(user=user, pseudonym=pseudonym)


def _pile(name: str, found: list[Held]) -> Pile:
    seen = [one for one in found if one is not HIDDEN]
    kind = holdings[name]
    can = kind.hand_over is not None
    return Pile(name, str(kind.label), seen, len(found) - len(seen), can)
