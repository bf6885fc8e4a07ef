"""What the resources of the API share: by whom, what was sent, and a noun with its version."""

from collections.abc import Container, Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.response import Response

from coordination.kit import clock

from .api import with_version
from .unchanged import KeepsUnchanged


def as_read(serializer: Any, shown: Container[str] = ()) -> dict[str, Any]:
    """What was sent, as it is read; refuses a field of a name that is not known here.

    With a slip of the pen it would be left out unsaid. What a noun is `shown` with may be sent
    back with it, and stays as it is. What is sent of a part is the whole part, also in a change.
    """
    if wrong := _wrong_parts(serializer, shown):
        raise serializers.ValidationError(wrong)
    serializer.is_valid(raise_exception=True)
    sent, known = serializer.initial_data, getattr(serializer, "fields", None)
    if isinstance(sent, Mapping) and known is not None:
        unknown = [name for name in sent if name not in known and name not in shown]
        if unknown:
            raise serializers.ValidationError({name: [_not_here()] for name in unknown})
    values: dict[str, Any] = serializer.validated_data
    return values


def _wrong_parts(serializer: Any, shown: Any) -> dict[str, Any]:
    """By field what is missing in its parts or has no field there, as the serializer says it."""
    sent, fields = serializer.initial_data, getattr(serializer, "fields", {})
    named: Mapping[str, Any] = shown if isinstance(shown, Mapping) else {}
    wrong: dict[str, Any] = {}
    for name, field in fields.items() if isinstance(sent, Mapping) else ():
        value, part = sent.get(name), getattr(field, "child", field)
        if field.read_only or not _holds_fields(part):
            continue
        like: Any = named.get(name)
        like = getattr(like, "child", like)
        known = {*part.fields, *(like.fields if _holds_fields(like) else ())}
        said: Any = _wrong_in(part, value, known)
        if part is not field:
            rows = value if isinstance(value, list) else []
            said = [_wrong_in(part, one, known) for one in rows]
            said = said if any(said) else None
        if said:
            wrong[name] = said
    return wrong


def _wrong_in(child: Any, part: Any, known: Container[str]) -> dict[str, list[Any]]:
    if not isinstance(part, Mapping):
        return {}
    needed = {name: field for name, field in child.fields.items() if field.required}
    missing = {
        name: [field.error_messages["required"]]
        for name, field in needed.items()
        if name not in part
    }
    return missing | {name: [_not_here()] for name in part if name not in known}


def _holds_fields(child: Any) -> bool:
    return isinstance(child, serializers.Serializer)


def _not_here() -> str:
    return _("There is no field of this name here. Look it up, or leave it out.")


class Resource(KeepsUnchanged):
    """Each write is one service, by the person who asks."""

    def deed(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": clock.now()}

    def sent(
        self,
        asks: type[serializers.BaseSerializer[Any]],
        *,
        partial: bool = False,
        **context: Any,
    ) -> dict[str, Any]:
        """The body as `asks` reads it; refuses a field of a name that this resource has not."""
        known = {**self.get_serializer_context(), **context}
        serializer = asks(data=self.request.data, partial=partial, context=known)
        return as_read(serializer, self.shown_fields())

    def shown_fields(self) -> Container[str]:
        """The names of what a noun of this resource is shown with."""
        shown: Any = self.get_serializer_class()() if self.serializer_class else None
        return getattr(shown, "fields", ())

    def said(self, noun: Any, status: int = 200) -> Response:
        """`noun` as it stands now, with its version where it has one."""
        response = Response(self.show_current(noun), status=status)
        version = getattr(noun, "version", None)
        return response if version is None else with_version(response, version)
