"""A row per address: which object it is about, who sees that, and what a valid post holds."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from coordination.people.models import Role, User

from .scenes import Scene, Where
from .world import World


@dataclass(frozen=True)
class Case:
    """One visitor at one place; `owner` is whose own things are asked for there."""

    world: World
    where: Where
    role: Role

    @property
    def user(self) -> User:
        return self.world.visitors[self.role]

    @property
    def scene(self) -> Scene:
        return self.world.scenes.get(self.where, self.world.scenes[Where.OWN])

    @property
    def owner(self) -> User:
        return self.scene.keeper if self.where is Where.FOREIGN else self.user


At = Callable[[Case], dict[str, Any]]
Payload = Callable[[Case], dict[str, Any]]
Seen = Callable[[Role, Where], bool]


def in_dossier(role: Role, where: Where) -> bool:
    """Her own dossier; an unrestricted one of others unless she is partner or administrator."""
    if where is Where.FOREIGN:
        return role not in {Role.PARTNER, Role.ADMINISTRATOR}
    return where is Where.OWN


def by_all(role: Role, where: Where) -> bool:
    """What is known to everyone who is signed in."""
    return where in {Where.OWN, Where.FOREIGN}


def by_colleagues(role: Role, where: Where) -> bool:
    """Known to everyone, but a chain partner knows her own only."""
    return where is Where.OWN or (where is Where.FOREIGN and role is not Role.PARTNER)


def by_operator(role: Role, where: Where) -> bool:
    """Whose it is makes no difference to who operates it."""
    return where in {Where.OWN, Where.FOREIGN}


def by_owner(role: Role, where: Where) -> bool:
    return where is Where.OWN


def by_writer(role: Role, where: Where) -> bool:
    """What only who writes in its dossier sees."""
    return where is Where.OWN


def nowhere(case: Case) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """`at` gives the address its object, `post` a form that succeeds after `before`.

    `gate` names the right of the deed where it is narrower than that of the page. `loose` are
    fields in which nonsense means "the usual one". `eventless` says why a success leaves no event,
    `short` why a role is refused even in its own dossier.
    """

    at: At = nowhere
    seen: Seen = in_dossier
    get: bool = True
    post: Payload | None = None
    before: Callable[[Case], object] | None = None
    gate: str = ""
    loose: frozenset[str] = field(default_factory=frozenset)
    eventless: str = ""
    short: Mapping[Role, str] = field(default_factory=dict)

    def places(self) -> list[Where]:
        """Where it makes a difference: an address without an object is the same everywhere."""
        if self.at is nowhere:
            return [Where.OWN]
        if self.seen in {in_dossier, by_writer}:
            return list(Where)
        return [Where.OWN, Where.FOREIGN, Where.GONE]

    def address(self, case: Case) -> dict[str, Any]:
        """The arguments of the address; of an object that is gone nothing but its id is left."""
        found = self.at(case)
        if case.where is Where.GONE:
            return {key: _gone(value) for key, value in found.items()}
        return found


def _gone(value: Any) -> Any:
    if isinstance(value, uuid.UUID):
        return uuid.uuid4()
    return 2_000_000_000 if isinstance(value, int) else value


def of(name: str) -> At:
    """The address of the scene's thing of this name."""
    return lambda case: {"pk": getattr(case.scene, name).pk}


def empty(case: Case) -> dict[str, Any]:
    """A verb that needs no words."""
    return {}
