"""/api/v1/team-templates: what a new team may start from."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import READ, problems
from coordination.meetings.api.base import Nouns, VisibleField

from ..models import Team, TeamTemplate, TemplateSeat
from ..permissions import can_propose
from ..services import keep_template, remove_template
from .teams import documented


class TemplateSeatSerializer(serializers.ModelSerializer[TemplateSeat]):
    class Meta:
        model = TemplateSeat
        fields = ["organisation", "role"]
        read_only_fields = fields


class TemplateSerializer(serializers.ModelSerializer[TeamTemplate]):
    tracks = serializers.ListField(
        source="track_names", child=serializers.CharField(), read_only=True
    )
    seats = TemplateSeatSerializer(many=True, read_only=True)

    class Meta:
        model = TeamTemplate
        fields = ["id", "name", "horizon", "weeks", "tracks", "seats"]
        read_only_fields = fields


class ToKeepSerializer(serializers.Serializer[Any]):
    team = VisibleField(Team)
    name = serializers.CharField(max_length=120)


@extend_schema_view(
    list=extend_schema(summary="Templates of teams, by name"),
    retrieve=extend_schema(
        summary="One template", responses={200: TemplateSerializer, **problems(*READ)}
    ),
)
class TeamTemplateViewSet(Nouns):
    """Kept from a team that works; it holds no people."""

    action_name = "teams.propose"
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = TemplateSerializer
    queryset = TeamTemplate.objects.none()

    def get_queryset(self) -> Any:
        if not can_propose(self.request.user):
            raise PermissionDenied
        return TeamTemplate.objects.prefetch_related("seats").order_by("name")

    @documented(
        "Keep a team as one", ToKeepSerializer, TemplateSerializer, versioned=False, code=201
    )
    def create(self, request: Request) -> Response:
        return self.said(keep_template(**self.sent(ToKeepSerializer)), 201)

    @documented("Remove it; teams that began from it stay", None, None, versioned=False, code=204)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        remove_template(template=self.get_object(), **self.deed())
        return Response(status=204)
