"""/api/v1/body-knowledge/{body}."""

from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit import clock
from coordination.kit.asof import moment
from coordination.kit.http import get_visible
from coordination.people.models import Body
from coordination.people.rights.api import ByRole

from ..queries.knowledge import known_to


class KnownPaperSerializer(serializers.Serializer[Any]):
    paper = serializers.UUIDField(source="paper.pk")
    title = serializers.CharField(source="paper.title")
    version = serializers.IntegerField(source="version.number")
    sha256 = serializers.CharField(source="version.sha256")
    since = serializers.DateTimeField()
    newest = serializers.IntegerField(source="newest.number", default=None)
    taken_off = serializers.BooleanField()


class KnownItemSerializer(serializers.Serializer[Any]):
    item = serializers.UUIDField(source="item.pk")
    title = serializers.CharField(source="item.title")
    requested_decision = serializers.CharField(source="item.requested_decision")
    papers = KnownPaperSerializer(many=True)


class KnownMeetingSerializer(serializers.Serializer[Any]):
    meeting = serializers.UUIDField(source="meeting.pk")
    starts_at = serializers.DateTimeField(source="meeting.starts_at")
    subject = serializers.CharField(source="meeting.subject")
    items = KnownItemSerializer(many=True)


class KnownDecisionSerializer(serializers.Serializer[Any]):
    decision = serializers.UUIDField(source="decision.pk")
    number = serializers.CharField(source="decision.number")
    text = serializers.CharField(source="decision.text")
    taken_on = serializers.DateField(source="decision.taken_on")
    changed = serializers.BooleanField()


class KnowledgeSerializer(serializers.Serializer[Any]):
    """Newest first; `more` meetings were held before these."""

    at = serializers.DateTimeField()
    held = KnownMeetingSerializer(many=True)
    coming = KnownMeetingSerializer(many=True)
    decisions = KnownDecisionSerializer(many=True)
    more = serializers.IntegerField()


class KnowledgeViewSet(viewsets.GenericViewSet[Body]):
    permission_classes = [ByRole]
    action_name = "meetings.read"
    serializer_class = KnowledgeSerializer
    queryset = Body.objects.none()

    @extend_schema(
        summary="What had reached a body by ?op= (local wall time), or by now",
        parameters=[OpenApiParameter("op", str)],
    )
    def retrieve(self, request: Request, pk: str | None = None) -> Response:
        body = get_visible(Body, request.user, pk=pk)
        then = moment(request)
        at = then.at if then else clock.now()
        user: Any = request.user
        known = known_to(user, body, at)
        return Response(self.get_serializer({"at": at, **vars(known)}).data)
