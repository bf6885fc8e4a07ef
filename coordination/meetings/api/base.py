"""What the resources of meetings share: by whom, which version, what she may point at."""

from typing import Any

from django.utils import timezone
from rest_framework import mixins, serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.api import expected_version, with_version
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


class Nouns(mixins.ListModelMixin, viewsets.GenericViewSet[Any]):
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

    def sent(
        self, asks: type[serializers.Serializer[Any]], *, partial: bool = False, **context: Any
    ) -> dict[str, Any]:
        """The body as `asks` reads it, with who does the deed and when."""
        known = {**self.get_serializer_context(), **context}
        serializer = asks(data=self.request.data, partial=partial, context=known)
        serializer.is_valid(raise_exception=True)
        return {**serializer.validated_data, **self.deed()}

    def deed(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": timezone.now()}

    def said(self, noun: Any, status: int = 200) -> Response:
        """`noun` as it stands now, with its version where it has one."""
        found = self.fresh(noun.pk)
        response = Response(self.get_serializer(found).data, status=status)
        version = getattr(found, "version", None)
        return with_version(response, version) if version is not None else response

    def fresh(self, pk: Any) -> Any:
        return self.get_queryset().get(pk=pk)

    def show_current(self, noun: Any) -> dict[str, Any]:
        """What stands there now, for who came with an old version."""
        shown: dict[str, Any] = self.get_serializer(noun).data
        return shown

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(self.get_object())

    def version(self) -> int:
        return expected_version(self.request)
