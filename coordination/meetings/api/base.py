"""What the resources of meetings share: by whom, which version, what she may point at."""

from typing import Any

from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.looking_back import LooksBack
from coordination.kit.api import expected_version
from coordination.kit.resources import Resource
from coordination.people.rights.api import ByRole


class VisibleField(serializers.PrimaryKeyRelatedField[Any]):
    """The id of something she may see; anything else does not exist for her."""

    def __init__(self, model: Any = None, **more: Any) -> None:
        self.model = model
        if model is not None:
            more["queryset"] = model._default_manager.none()
        super().__init__(**more)

    def get_queryset(self) -> Any:
        found = self.model._default_manager.all()
        return found.visible_to(self.context["request"].user)


class ByMeetingSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    meeting = serializers.UUIDField(required=False)


class Nouns(LooksBack, mixins.ListModelMixin, Resource):
    """Read within visible_to; each write is one service, by the person who asks.

    `pointers` says which of its fields the body means where the service names another one.
    """

    permission_classes = [ByRole]
    action_name = "meetings.read"
    filter_serializer: type[serializers.Serializer[Any]] = ByMeetingSerializer
    pointers: dict[str, str] = {}

    def wanted(self) -> dict[str, Any]:
        """What the query asks for; refuses what it cannot mean with 400."""
        serializer = self.filter_serializer(data=self.request.query_params)
        serializer.is_valid(raise_exception=True)
        found: dict[str, Any] = serializer.validated_data
        return found

    def sent(self, *args: Any, **more: Any) -> dict[str, Any]:
        """The body as it is read, with who does the deed and when."""
        return {**super().sent(*args, **more), **self.deed()}

    def said(self, noun: Any, status: int = 200) -> Response:
        return super().said(self.fresh(noun.pk), status)

    def fresh(self, pk: Any) -> Any:
        return self.get_queryset().get(pk=pk)

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        noun = self.get_object()
        back = self.looked_back(noun) if hasattr(noun, "history") else None
        return back or self.said(noun)

    def version(self) -> int:
        return expected_version(self.request)
