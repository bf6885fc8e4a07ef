"""What the resources of the API share: by whom, what was sent, and a noun with its version."""

from typing import Any

from rest_framework import serializers, viewsets
from rest_framework.response import Response

from coordination.kit import clock

from .api import with_version


class Resource(viewsets.GenericViewSet[Any]):
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
        """The body as `asks` reads it."""
        known = {**self.get_serializer_context(), **context}
        serializer = asks(data=self.request.data, partial=partial, context=known)
        serializer.is_valid(raise_exception=True)
        values: dict[str, Any] = serializer.validated_data
        return values

    def said(self, noun: Any, status: int = 200) -> Response:
        """`noun` as it stands now, with its version where it has one."""
        response = Response(self.show_current(noun), status=status)
        version = getattr(noun, "version", None)
        return response if version is None else with_version(response, version)

    def show_current(self, noun: Any) -> dict[str, Any]:
        """What stands there now, also for who came with an old version."""
        shown: dict[str, Any] = self.get_serializer(noun).data
        return shown
