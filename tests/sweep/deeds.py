"""Each door through which something is changed, and who goes there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.files.base import File
from django.test import Client
from django.urls import reverse

from coordination.people.models import Role
from coordination.people.rights import TABLE, Level

from .registry import ROWS
from .routes import Door, doors
from .rows import Case, Row
from .scenes import Where
from .visits import Answer, ask, client_of, send
from .world import World

FIRST = (Role.COORDINATOR, Role.TEAM_LEAD, Role.POLICY_OFFICER, Role.ADMINISTRATOR, Role.AUDITOR)


@dataclass(frozen=True)
class Deed:
    """One way to change something; `role` is the first that reaches it in its own dossier."""

    key: str

    @property
    def door(self) -> Door:
        return doors()[self.key]

    @property
    def row(self) -> Row:
        return ROWS[self.key]

    @property
    def method(self) -> str:
        return self.door.methods[-1]

    @property
    def role(self) -> Role:
        rights = [TABLE[name].levels for name in (self.door.action, self.row.gate) if name]
        reach = (role for role in FIRST if all(levels[role] is not Level.NO for levels in rights))
        return next(role for role in reach if role not in self.row.short)

    def case(self, world: World) -> Case:
        return Case(world, Where.OWN, self.role)

    def prepare(self, world: World) -> tuple[str, dict[str, Any]]:
        """Its object in the state it needs; where it is sent, and what."""
        case = self.case(world)
        if self.row.before:
            self.row.before(case)
        assert self.row.post
        return reverse(self.door.name, kwargs=self.row.address(case)), self.row.post(case)

    def send(self, client: Client, url: str, data: dict[str, Any], **more: Any) -> Answer:
        for value in data.values():
            if isinstance(value, File):
                value.seek(0)
        post = send if self.door.is_api else ask
        return post(client, self.method, url, data, **more)

    def client(self, world: World, **more: Any) -> Client:
        return client_of(world.visitors[self.role], **more)


def deeds() -> Iterator[Deed]:
    """All of them, by name."""
    return (Deed(key) for key in sorted(ROWS) if ROWS[key].post and key in doors())
