"""What an answer of the API points at: null in place of an id that its reader may not see."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Exists, Model, OuterRef


def seen_by(user: Any, pointed: Mapping[str, type[Model]]) -> dict[str, Exists]:
    """For annotate: as `sees_decision` whether `user` may see what `decision` points at."""
    return {
        f"sees_{name}": Exists(
            noun._default_manager.visible_to(user).filter(pk=OuterRef(name))  # type: ignore[attr-defined]  # every noun has it
        )
        for name, noun in pointed.items()
    }


class Points:
    """Beside a ModelSerializer, of rows annotated with seen_by; `pointed` names nouns by field."""

    pointed: Mapping[str, type[Model]]

    def to_representation(self, noun: Any) -> dict[str, Any]:
        shown: dict[str, Any] = super().to_representation(noun)  # type: ignore[misc]  # that of the serializer
        return shown | {name: None for name in self.pointed if not getattr(noun, f"sees_{name}")}
