"""The decision that a ladder or determination follows, for who may see that decision."""

import uuid
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


@extend_schema_field(serializers.UUIDField(allow_null=True))
class SeenDecisionField(serializers.Field[Any, Any, Any, Any]):
    """Its id, or null; of rows that queries.history.with_decisions annotated."""

    def __init__(self, **more: Any) -> None:
        super().__init__(source="*", read_only=True, **more)

    def to_representation(self, value: Any) -> uuid.UUID | None:
        decision: uuid.UUID | None = value.decision_id if value.decision_seen else None
        return decision


class DecidedMixin:
    """Of a viewset of such rows: what a service gave is read again before it is shown."""

    def show_current(self: Any, noun: Any) -> dict[str, Any]:
        shown = noun if hasattr(noun, "decision_seen") else self.fresh(noun.pk)
        said: dict[str, Any] = self.get_serializer(shown).data
        return said
