"""/api/v1/saved-views: lists with their filters under a name."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit import clock
from coordination.kit.documented import READ, WRITTEN, problems

from ..models import SavedView
from ..queries.saved_views import address_of, view_rows
from ..saved import lists
from ..services.saved_views import change_view, remove_view, restore_view, save_view
from .resources import Nouns
from .serializers import PlainTexts


class SavedViewSerializer(PlainTexts, serializers.ModelSerializer[SavedView]):
    """`shared` shows it to everybody of her organisation; `url` is the list with its filters."""

    place = serializers.CharField(max_length=40)
    query = serializers.CharField(max_length=1000, allow_blank=True, required=False, default="")
    shared = serializers.BooleanField(default=False, write_only=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = SavedView
        fields = ["id", "place", "name", "query", "shared", "organisation", "owner", "url"]
        read_only_fields = ["organisation", "owner"]
        validators: list[Any] = []  # the service says so in a sentence

    def get_url(self, view: SavedView) -> str:
        return address_of(view) if view.place in lists else ""


class ChangeViewSerializer(PlainTexts, serializers.Serializer[Any]):
    name = serializers.CharField(max_length=60)
    shared = serializers.BooleanField(default=False)


class CountedSerializer(serializers.Serializer[Any]):
    """`count` is "99+" where counting stops, and empty where one of `faults` makes it wrong."""

    count = serializers.CharField()
    faults = serializers.ListField(child=serializers.CharField())


@extend_schema_view(
    list=extend_schema(summary="Your saved views and those shared with your organisation"),
    create=extend_schema(summary="Save the filters of a list under a name"),
    retrieve=extend_schema(summary="One saved view"),
)
class SavedViewViewSet(mixins.DestroyModelMixin, Nouns):
    action_name = "own.settings"
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    serializer_class = SavedViewSerializer
    queryset = SavedView.objects.none()

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        rows = SavedView.objects
        found = rows.owned_by(user) if self.action == "restore" else rows.visible_to(user)
        return found.order_by("place", "name", "created_at", "pk")

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(save_view(**self.sent(SavedViewSerializer), **self.deed()), status=201)

    @extend_schema(
        summary="Give it another name, share it or not",
        request=ChangeViewSerializer,
        responses={200: SavedViewSerializer, **problems(*WRITTEN)},
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = self.sent(ChangeViewSerializer)
        return self.said(change_view(view=self.get_object(), **sent, **self.deed()))

    @extend_schema(summary="Take it away", responses={204: None, **problems(*WRITTEN)})
    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        remove_view(view=self.get_object(), **self.deed())
        return Response(status=204)

    @extend_schema(
        summary="Bring back what you took away",
        request=None,
        responses={200: SavedViewSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(restore_view(view=self.get_object(), **self.deed()))

    @extend_schema(
        summary="How much stands in it for you now",
        responses={200: CountedSerializer, **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def count(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        user: Any = request.user
        (row,) = view_rows(user, [self.get_object()], now=clock.now())
        return Response({"count": row.count, "faults": list(row.faults)})
