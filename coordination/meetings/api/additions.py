"""/api/v1/additions: what readers propose to a circulated report."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems, verbs_of

from ..models import Addition, AgendaItem, Entry
from ..services import additions
from .base import ByMeetingSerializer, Nouns, VisibleField


class AdditionSerializer(serializers.ModelSerializer[Addition]):
    class Meta:
        model = Addition
        fields = [
            "id",
            "meeting",
            "item",
            "entry",
            "organisation",
            "text",
            "status",
            "proposed_at",
            "settled_at",
            "settled_because",
        ]
        read_only_fields = fields


class ProposeSerializer(serializers.Serializer[Any]):
    item = VisibleField(AgendaItem)
    entry = VisibleField(Entry, required=False, allow_null=True, default=None)
    text = serializers.CharField(allow_blank=True)


class DeclineSerializer(serializers.Serializer[Any]):
    because = serializers.CharField(allow_blank=True)


PROPOSE = OpenApiExample(
    "Propose an addition",
    value={
        "item": "5b1d2c9a-0d3e-4a55-b0aa-1e2f3a4b5c03",
        "text": "SZW vraagt ook naar de arbeidsmarkt te kijken.",
    },
    request_only=True,
)


documented = verbs_of(AdditionSerializer)


@extend_schema_view(
    list=extend_schema(
        summary="Proposed additions you may see, oldest first",
        parameters=[ByMeetingSerializer],
        responses={200: AdditionSerializer(many=True), **problems(400)},
    ),
    retrieve=extend_schema(
        summary="One proposed addition", responses={200: AdditionSerializer, **problems(*READ)}
    ),
)
class AdditionViewSet(Nouns):
    """What a reader proposes between circulation and adoption."""

    action_names = {
        "create": "meetings.add",
        "accept": "meetings.circulate",
        "decline": "meetings.circulate",
    }
    serializer_class = AdditionSerializer
    queryset = Addition.objects.none()

    def get_queryset(self) -> Any:
        found = Addition.objects.visible_to(self.request.user)
        found = found.select_related("meeting__body", "item__dossier", "entry", "organisation")
        if self.action == "list":
            found = found.filter(**self.wanted()).order_by("proposed_at", "pk")
        return found

    @extend_schema(
        summary="Propose an addition to a circulated report",
        request=ProposeSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: AdditionSerializer, **problems(*WRITTEN)},
        examples=[PROPOSE],
    )
    def create(self, request: Request) -> Response:
        return self.said(additions.propose_addition(**self.sent(ProposeSerializer)), 201)

    @documented("Take the addition into the report as a line of its own", versioned=False)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        addition = self.get_object()
        return self.said(additions.settle_addition(addition=addition, accept=True, **self.deed()))

    @documented("Decline the addition, with the reason", DeclineSerializer, versioned=False)
    @action(detail=True, methods=["post"])
    def decline(self, request: Request, pk: str) -> Response:
        addition, sent = self.get_object(), self.sent(DeclineSerializer)
        return self.said(additions.settle_addition(addition=addition, accept=False, **sent))
