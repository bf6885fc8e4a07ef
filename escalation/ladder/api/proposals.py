"""/api/v1/proposals, rounds and region-contacts: what goes before a determination."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.api import expected_version
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.kit.fields import MomentField
from coordination.meetings.api.base import Nouns, VisibleField
from coordination.people.models import Body
from escalation.regions.models import Region

from ..models import Contact, Level, ProcessStep, Proposal, Round, StepKind
from ..services.contacts import log_contact
from ..services.proposing import propose_level, withdraw_proposal
from ..services.rounds import BY_HAND, settle_round, take_step
from .lead_times import LeadTimesMixin

PROPOSAL = OpenApiExample(
    "A higher level",
    value={
        "region": "8f0a2f52-3d0c-4a6e-8a61-5a5b0d2f7c01",
        "level": "0b7c3f6e-6f4c-4f8e-9a55-0d5d7b1f2a11",
        "reason": "Boven de drempel, stijgend.",
        "why_here": "Raakt maatregelen in drie regio's.",
    },
    request_only=True,
)


class ByRegionSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    region = serializers.UUIDField(required=False)


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    rank = serializers.IntegerField(source="level.rank", read_only=True)

    class Meta:
        model = Proposal
        fields = [
            "id", "region", "round", "level", "rank", "reason", "why_here", "status",
            "proposed_at", "proposed_by", "version",
        ]  # fmt: skip
        read_only_fields = fields


class ProposeLevelSerializer(serializers.Serializer[Any]):
    region = VisibleField(Region)
    level = serializers.PrimaryKeyRelatedField(queryset=Level.objects.all())
    reason = serializers.CharField(max_length=2000)
    why_here = serializers.CharField(max_length=500, help_text="Why ministers decide this.")


class StepSerializer(serializers.ModelSerializer[ProcessStep]):
    class Meta:
        model = ProcessStep
        fields = ["id", "kind", "at", "by", "with_whom", "note"]
        read_only_fields = fields


class RoundSerializer(serializers.ModelSerializer[Round]):
    """From figure to force: its steps in the order they were taken."""

    steps = StepSerializer(many=True, read_only=True)

    class Meta:
        model = Round
        fields = [
            "id", "region", "assessment", "opened_at", "closed_at", "settled_by", "outcome",
            "steps",
        ]  # fmt: skip
        read_only_fields = fields


class TakeStepSerializer(serializers.Serializer[Any]):
    region = VisibleField(Region)
    kind = serializers.ChoiceField([(one.value, one.label) for one in BY_HAND])
    taken_at = MomentField()
    with_whom = serializers.CharField(max_length=100, required=False, allow_blank=True)
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class SettleSerializer(serializers.Serializer[Any]):
    region = VisibleField(Region)
    body = VisibleField(Body)
    outcome = serializers.CharField(max_length=500)


class RegionContactSerializer(serializers.ModelSerializer[Contact]):
    class Meta:
        model = Contact
        fields = ["id", "region", "determination", "with_whom", "at", "by", "text", "recorded_at"]
        read_only_fields = fields


class LogContactSerializer(serializers.Serializer[Any]):
    region = VisibleField(Region)
    with_whom = serializers.CharField(max_length=100)
    spoken_at = MomentField()
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


class OfRegion(mixins.RetrieveModelMixin, Nouns):
    """Read within the regions she sees."""

    action_name = "ladder.read"
    action_names = dict.fromkeys(("create", "withdraw", "steps", "settle"), "levels.propose")
    http_method_names = ["get", "post", "head", "options"]
    filter_serializer: type[serializers.Serializer[Any]] = ByRegionSerializer
    order: tuple[str, ...] = ()

    def get_queryset(self) -> Any:
        mine: Any = self
        rows = mine.queryset.model.objects.visible_to(self.request.user).order_by(*self.order, "pk")
        wanted = self.wanted() if self.action == "list" else {}
        return rows.filter(region=wanted["region"]) if wanted else rows

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(self.get_object())


@extend_schema_view(
    list=extend_schema(summary="Proposals, newest first", parameters=[ByRegionSerializer]),
    retrieve=extend_schema(
        summary="One proposal", responses={200: ProposalSerializer, **problems(*READ)}
    ),
)
class ProposalViewSet(OfRegion):
    serializer_class = ProposalSerializer
    queryset = Proposal.objects.none()
    order = ("-proposed_at",)

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("level")

    @extend_schema(
        summary="Propose a level, with why, and why on this table",
        request=ProposeLevelSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: ProposalSerializer, **problems(*WRITTEN)},
        examples=[PROPOSAL],
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(propose_level(**self.sent(ProposeLevelSerializer)), status=201)

    @extend_schema(
        summary="Take a proposal off the table",
        request=None,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: ProposalSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        proposal, version = self.get_object(), expected_version(request)
        return self.said(withdraw_proposal(proposal=proposal, version=version, **self.deed()))


@extend_schema_view(
    list=extend_schema(summary="Rounds of regions, newest first", parameters=[ByRegionSerializer]),
    retrieve=extend_schema(
        summary="One round with its steps", responses={200: RoundSerializer, **problems(*READ)}
    ),
)
class RoundViewSet(LeadTimesMixin, OfRegion):
    serializer_class = RoundSerializer
    queryset = Round.objects.none()
    order = ("-opened_at",)

    def get_queryset(self) -> Any:
        return super().get_queryset().prefetch_related("steps")

    @extend_schema(
        summary="Log a signal or a talk of meaning; the first opens the round",
        request=TakeStepSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: RoundSerializer, **problems(*WRITTEN)},
    )
    @action(detail=False, methods=["post"])
    def steps(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = self.sent(TakeStepSerializer)
        step = take_step(**{**sent, "kind": StepKind(sent["kind"])})
        return self.said(step.round, status=201)

    @extend_schema(
        summary="Settle the open round below the ministers",
        request=SettleSerializer,
        parameters=[IDEMPOTENCY],
        responses={200: RoundSerializer, **problems(*WRITTEN)},
    )
    @action(detail=False, methods=["post"])
    def settle(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(settle_round(**self.sent(SettleSerializer)))


@extend_schema_view(
    list=extend_schema(summary="Contacts with regions", parameters=[ByRegionSerializer]),
    retrieve=extend_schema(
        summary="One contact", responses={200: RegionContactSerializer, **problems(*READ)}
    ),
)
class RegionContactViewSet(OfRegion):
    serializer_class = RegionContactSerializer
    queryset = Contact.objects.none()
    order = ("-at",)

    @extend_schema(
        summary="Log a contact with a region",
        request=LogContactSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: RegionContactSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(log_contact(**self.sent(LogContactSerializer)), status=201)
