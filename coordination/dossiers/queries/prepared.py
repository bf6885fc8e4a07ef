"""What a reader may see, asked for by every page: prepared once for all who hold the same roles."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Field, PositiveSmallIntegerField, QuerySet, UUIDField

from coordination.kit.prepared import Given, Prepared
from coordination.people.models import User

from ..models import PARTS, known_parts


@dataclass(frozen=True)
class Many:
    """The values of a list behind `in`, each of this field."""

    field: "Field[Any, Any]"


class PreparedForReader:
    """`build(user, **values)` gives the queryset; `values` are named with their fields.

    The builder meets a user of whom only her roles are real; her keys are places. It is called
    anew for a reader with a part in very many dossiers, for a chain partner, to whom embargoes end
    by the clock, and for one who sees nothing, so that nothing is asked.
    """

    def __init__(
        self, build: Callable[..., "QuerySet[Any]"], **values: "Field[Any, Any] | Many"
    ) -> None:
        self.build, self.values = build, values
        self.prepared: dict[frozenset[str], Prepared] = {}

    def __call__(self, user: User, **values: Any) -> "QuerySet[Any]":
        parts = known_parts(user)
        sees = user.is_active and (parts or user.reads_unrestricted)
        if parts is None or not sees or user.only_partner:
            return self.build(user, **values)
        if user.roles not in self.prepared:
            self.prepared[user.roles] = self._prepare(user.roles)
        return self.prepared[user.roles](
            user=user.pk,
            parts=parts,
            organisation=user.organisation_id,
            clearance=user.clearance,
            **values,
        )

    def _prepare(self, roles: frozenset[str]) -> Prepared:
        keys: dict[str, Any] = {
            "pk": Given("user", UUIDField()),
            "organisation_id": Given("organisation", UUIDField()),
            "clearance": Given("clearance", PositiveSmallIntegerField()),
        }
        reader = User(**keys)
        reader.roles = roles
        reader.remembered = {PARTS: Given("parts", UUIDField(), many=True)}
        values = {name: _given(name, field) for name, field in self.values.items()}
        return Prepared(lambda: self.build(reader, **values))


def _given(name: str, field: "Field[Any, Any] | Many") -> Given:
    if isinstance(field, Many):
        return Given(name, field.field, many=True)
    return Given(name, field)
