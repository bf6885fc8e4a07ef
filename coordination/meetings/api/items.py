"""/api/v1/agenda-items."""

from dataclasses import fields
from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.decisions.models import Result
from coordination.dossiers.models import Dossier
from coordination.kit.api import with_version
from coordination.kit.asof import AsOfSerializer
from coordination.kit.documented import (
    IDEMPOTENCY,
    IF_MATCH,
    READ,
    VERSIONED,
    WRITTEN,
    problems,
    verbs_of,
)
from coordination.people.models import Body

from ..models import AgendaItem, CycleLine, Feedback, Meeting, Purpose, Treatment
from ..queries.embargo import hold_back
from ..queries.items import items_for
from ..services import agenda
from ..services.agenda import ItemFacts
from ..services.feeding_back import feed_back
from ..services.referring import refer_item
from ..services.settling import settle_item_lower, take_item_up
from .base import ByMeetingSerializer, Nouns, VisibleField

FACTS = tuple(field.name for field in fields(ItemFacts))


class ItemListSerializer(serializers.ListSerializer[AgendaItem]):
    """Many items, without what is under embargo for who asks: asked of all at once."""

    def to_representation(self, data: Any) -> list[Any]:
        return super().to_representation(hold_back(self.context["request"].user, list(data)))


class AgendaItemSerializer(serializers.ModelSerializer[AgendaItem]):
    class Meta:
        list_serializer_class = ItemListSerializer
        model = AgendaItem
        fields = [
            "id",
            "meeting",
            "position",
            *FACTS,
            "settled_lower",
            "settled_because",
            "submitted_by",
            "submission",
            "returned_because",
            "result",
            "referred_to",
            "follows",
            "origin",
            "version",
        ]
        read_only_fields = fields

    def to_representation(self, instance: AgendaItem) -> dict[str, Any]:
        if not isinstance(self.parent, ItemListSerializer):
            hold_back(self.context["request"].user, [instance])
        return super().to_representation(instance)


class FactsSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(allow_blank=True)
    dossier = VisibleField(Dossier)
    line = serializers.ChoiceField(choices=CycleLine.choices, required=False, allow_blank=True)
    purpose = serializers.ChoiceField(choices=Purpose.choices, required=False)
    treatment = serializers.ChoiceField(choices=Treatment.choices, required=False)
    requested_decision = serializers.CharField(required=False, allow_blank=True)
    agreed_with = serializers.CharField(required=False, allow_blank=True)
    why_here = serializers.CharField(required=False, allow_blank=True)
    minutes_planned = serializers.IntegerField(required=False, allow_null=True)


class SubmitSerializer(FactsSerializer):
    meeting = VisibleField(Meeting)


class ReturnSerializer(serializers.Serializer[Any]):
    because = serializers.CharField(allow_blank=True)


class SettleItemSerializer(serializers.Serializer[Any]):
    """Why officials can settle it."""

    because = serializers.CharField(max_length=300, allow_blank=True)


class ResultSerializer(serializers.Serializer[Any]):
    """An empty result takes it back."""

    result = serializers.ChoiceField(choices=Result.choices, allow_blank=True)
    referred_to = VisibleField(Body, required=False, allow_null=True, default=None)


class ReferSerializer(serializers.Serializer[Any]):
    """The meeting on whose agenda the next item is made."""

    meeting = VisibleField(Meeting)


class FeedBackSerializer(serializers.Serializer[Any]):
    """`note` stands above the extract."""

    note = serializers.CharField(required=False, allow_blank=True, max_length=2000)


class FeedbackSerializer(serializers.ModelSerializer[Feedback]):
    """What was told; submitter and team read the extract at `/overleg/terugkoppelingen/`."""

    class Meta:
        model = Feedback
        fields = ["id", "item", "note", "at", "by"]
        read_only_fields = fields


SUBMIT = OpenApiExample(
    "Submit an item",
    value={
        "meeting": "0d4b4d0e-6a0c-4c1b-9f0c-6a1f2b7a9d11",
        "dossier": "b0c5a4de-1d2f-4c3b-8a55-5d6f0d2f9a02",
        "title": "Inventarisatie van maatregelen",
        "purpose": "decide",
        "requested_decision": "Instemmen met de afbakening van de opdracht.",
    },
    request_only=True,
)
CHANGE = OpenApiExample("Another title", value={"title": "Inventarisatie"}, request_only=True)


documented = verbs_of(AgendaItemSerializer)


@extend_schema_view(
    list=extend_schema(
        summary="Agenda items you may see, in the order of the agenda",
        parameters=[ByMeetingSerializer],
        responses={200: AgendaItemSerializer(many=True), **problems(400)},
    ),
    retrieve=extend_schema(
        summary="One agenda item, with its version as ETag",
        parameters=[AsOfSerializer],
        responses={200: AgendaItemSerializer, **problems(*READ)},
    ),
)
class AgendaItemViewSet(Nouns):
    """A subject of a meeting, with what is asked of it and what came of it."""

    action_names = {
        "create": "meetings.submit",
        "partial_update": "meetings.submit",
        "accept": "meetings.agenda",
        "give_back": "meetings.agenda",
        "resubmit": "meetings.submit",
        "settle_lower": "meetings.agenda",
        "take_up": "meetings.agenda",
        "result": "meetings.write",
        "refer": "meetings.write",
        "feed_back": "meetings.circulate",
    }
    serializer_class = AgendaItemSerializer
    queryset = AgendaItem.objects.none()

    def get_queryset(self) -> Any:
        user: Any = self.request.user
        found = items_for(user).select_related("meeting__body", "dossier")
        if self.action == "list":
            wanted = self.wanted()
            found = found.filter(**wanted).order_by("meeting__starts_at", "position", "pk")
        return found

    @extend_schema(
        summary="Submit an agenda item; the secretary's own is accepted at once",
        request=SubmitSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: AgendaItemSerializer, **problems(*WRITTEN)},
        examples=[SUBMIT],
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(SubmitSerializer)
        facts = ItemFacts(**{name: sent[name] for name in FACTS if name in sent})
        return self.said(
            agenda.submit_item(meeting=sent["meeting"], facts=facts, by=sent["by"], at=sent["at"]),
            201,
        )

    @extend_schema(
        summary="Change an agenda item",
        request=FactsSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: AgendaItemSerializer, **problems(*VERSIONED)},
        examples=[CHANGE],
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        item, version = self.get_object(), self.version()
        sent = self.sent(FactsSerializer, partial=True)
        facts = ItemFacts(**{name: sent.get(name, getattr(item, name)) for name in FACTS})
        changed = agenda.edit_item(
            item=item, facts=facts, version=version, by=sent["by"], at=sent["at"]
        )
        return self.said(changed)

    @documented("Accept a submitted item", versioned=False)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str) -> Response:
        return self.said(agenda.accept_item(item=self.get_object(), **self.deed()))

    @documented("Return a submitted item, with the reason", ReturnSerializer, versioned=False)
    @action(detail=True, methods=["post"], url_path="return")
    def give_back(self, request: Request, pk: str) -> Response:
        item = self.get_object()
        return self.said(agenda.return_item(item=item, **self.sent(ReturnSerializer)))

    @documented("Submit a returned item again", versioned=False)
    @action(detail=True, methods=["post"])
    def resubmit(self, request: Request, pk: str) -> Response:
        return self.said(agenda.resubmit_item(item=self.get_object(), **self.deed()))

    @documented(
        "Settle the item by officials, one level lower, with the reason", SettleItemSerializer
    )
    @action(detail=True, methods=["post"], url_path="settle-lower")
    def settle_lower(self, request: Request, pk: str) -> Response:
        item, version = self.get_object(), self.version()
        sent = self.sent(SettleItemSerializer)
        return self.said(settle_item_lower(item=item, version=version, **sent))

    @documented("Take an item up here after all that officials had settled")
    @action(detail=True, methods=["post"], url_path="take-up")
    def take_up(self, request: Request, pk: str) -> Response:
        item, version = self.get_object(), self.version()
        return self.said(take_item_up(item=item, version=version, **self.deed()))

    @documented("Note what came of the item", ResultSerializer, versioned=False)
    @action(detail=True, methods=["post"])
    def result(self, request: Request, pk: str) -> Response:
        item = self.get_object()
        return self.said(agenda.set_result(item=item, **self.sent(ResultSerializer)))

    @extend_schema(
        summary="Refer the item: the next one, on the agenda of a later meeting",
        request=ReferSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: AgendaItemSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"])
    def refer(self, request: Request, pk: str) -> Response:
        item = self.get_object()
        made = refer_item(item=item, **self.sent(ReferSerializer))
        shown = AgendaItemSerializer(made, context=self.get_serializer_context())
        return with_version(Response(shown.data, status=201), made.version)

    @extend_schema(
        summary="Feed the item back to its submitter and team: the extract of this item only",
        request=FeedBackSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: FeedbackSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"], url_path="feed-back")
    def feed_back(self, request: Request, pk: str) -> Response:
        item = self.get_object()
        told = feed_back(item=item, **self.sent(FeedBackSerializer))
        return Response(FeedbackSerializer(told).data, status=201)
