"""/api/v1/closed-days: what differs from the calendar of public holidays."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import BaseSerializer

from coordination.kit.fields import DayField

from ..models import ClosedDay
from ..queries import list_closed_days
from ..services import add_closed_day, remove_closed_day
from .resources import Nouns
from .serializers import PlainTexts


class ClosedDaySerializer(PlainTexts, serializers.ModelSerializer[ClosedDay]):
    """A closed day, or with `worked` a holiday that is worked; no organisation means everybody."""

    day = DayField()

    class Meta:
        model = ClosedDay
        fields = ["id", "day", "organisation", "worked", "reason"]
        validators: list[Any] = []  # the service says so in a sentence


@extend_schema_view(
    list=extend_schema(summary="Closed days and worked holidays, by day"),
    create=extend_schema(summary="Close a day, or have a holiday worked"),
    destroy=extend_schema(summary="Take a correction away"),
)
class ClosedDayViewSet(mixins.DestroyModelMixin, Nouns):
    action_names = {"create": "people.closed_days", "destroy": "people.closed_days"}
    http_method_names = ["get", "post", "delete", "head", "options"]
    serializer_class = ClosedDaySerializer
    queryset = ClosedDay.objects.none()

    def get_queryset(self) -> Any:
        return list_closed_days(self.request.user)

    def perform_create(self, serializer: BaseSerializer[Any]) -> None:
        serializer.instance = add_closed_day(**self.deed(), **serializer.validated_data)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        remove_closed_day(closed_day=self.get_object(), **self.deed())
        return Response(status=204)
