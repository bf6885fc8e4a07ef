"""The country as it stands, on /api/v1/ladders: frozen as papers of an item of a meeting."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, WRITTEN, problems
from coordination.meetings.api.base import VisibleField
from coordination.meetings.models import AgendaItem, AgendaPaper, Meeting
from coordination.papers.api import PaperSerializer

from ..services.freezing import freeze_ladder


class FreezeSerializer(serializers.Serializer[Any]):
    """An `item` of an agenda, or a `meeting` of which it becomes a new one."""

    item = VisibleField(AgendaItem, required=False, allow_null=True)
    meeting = VisibleField(Meeting, required=False, allow_null=True)


class FrozenSerializer(serializers.ModelSerializer[AgendaPaper]):
    """A paper with its item; `late` by the term of the meeting."""

    paper = PaperSerializer(read_only=True)

    class Meta:
        model = AgendaPaper
        fields = ["id", "item", "late", "paper"]
        read_only_fields = fields


class FreezingMixin:
    """Of a viewset of ladders."""

    @extend_schema(
        summary="Put the country as it stands with an item of a meeting, as papers",
        request=FreezeSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: FrozenSerializer(many=True), **problems(*WRITTEN)},
    )
    @action(detail=False, methods=["post"])
    def freeze(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        """One that anybody may read; where something waits, a second one within government."""
        supplied = freeze_ladder(**self.sent(FreezeSerializer))
        return Response(FrozenSerializer(supplied, many=True).data, status=201)
