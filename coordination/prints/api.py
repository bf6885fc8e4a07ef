"""/api/v1/prints: is this the latest?"""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.exceptions import NotFound
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.kit import clock
from coordination.kit.documented import READ, problems

from .codes import read_code
from .queries import printed_with


class PrintedSerializer(serializers.Serializer[Any]):
    """An object that was printed, and what changed since, in sentences."""

    kind = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    is_latest = serializers.BooleanField()
    changes = serializers.ListField(child=serializers.CharField())


class PrintSerializer(serializers.Serializer[Any]):
    """`printed_at` is the moment that the print says it stood so."""

    code = serializers.CharField(source="shown")
    printed_at = serializers.DateTimeField(source="at")
    found = PrintedSerializer(many=True)


class PrintViewSet(viewsets.GenericViewSet[Any]):
    """What a code on a print stands for."""

    action_name = "today.read"
    http_method_names = ["get", "head", "options"]
    serializer_class = PrintSerializer
    lookup_url_kwarg = "code"
    lookup_value_regex = "[^/]+"

    @extend_schema(
        summary="Is this print the latest? 404 for a code of what you may not see, too",
        parameters=[OpenApiParameter("code", str, OpenApiParameter.PATH)],
        responses={200: PrintSerializer, **problems(*READ, 422)},
    )
    def retrieve(self, request: Request, code: str) -> Response:
        asked = read_code(code)
        found = printed_with(asked, request.user, at=clock.now())  # type: ignore[arg-type]  # behind the gate a visitor is a User
        if not found:
            raise NotFound
        said = {"shown": asked.shown, "at": asked.at, "found": found}
        return Response(PrintSerializer(said).data)


def register(router: BaseRouter) -> None:
    router.register("prints", PrintViewSet, basename="print")
