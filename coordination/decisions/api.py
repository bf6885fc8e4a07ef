"""/api/v1/decisions: the register; drafts stand in their minutes only."""

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.dossiers.looking_back import LooksBack
from coordination.dossiers.models import Dossier
from coordination.kit.api import expected_version
from coordination.kit.asof import AsOfSerializer
from coordination.kit.fields import DayField, MomentField
from coordination.kit.resources import Resource
from coordination.people.models import Body, Post
from coordination.people.rights.api import ByRole

from .models import Decision, Distribution, Result
from .queries import Filters, list_decisions
from .services import AMENDABLE, amend_decision, record_decision_outside_meeting, undo_amendment

FILTERS = [
    OpenApiParameter("q", str, description="Words in text or reason, or a whole number."),
    OpenApiParameter("body", str, description="Code of the body or the office."),
    OpenApiParameter("dossier", str, description="Number of the dossier, like 2020-0042."),
    OpenApiParameter("result", str, enum=list(Result.values)),
    OpenApiParameter("status", str, enum=["circulated", "recorded"]),
    OpenApiParameter("since", str, description="Taken on or after this day."),
    OpenApiParameter("until", str, description="Taken on or before this day."),
]
EXAMPLE = OpenApiExample(
    "An agreement of a working group",
    value={
        "body": "0b7c3f6e-6f4c-4f8e-9a55-0d5d7b1f2a11",
        "taken_on": "2020-11-02",
        "dossier": "8f0a2f52-3d0c-4a6e-8a61-5a5b0d2f7c01",
        "text": "De werkgroep werkt met sheets per stap.",
        "result": "adopted",
    },
    request_only=True,
)


class DecisionSerializer(serializers.ModelSerializer[Decision]):
    number = serializers.CharField(read_only=True)
    embargo = serializers.DateTimeField(read_only=True, allow_null=True)

    class Meta:
        model = Decision
        fields = [
            "id",
            "number",
            "body",
            "post",
            "taken_on",
            "dossier",
            "outcome_name",
            "status",
            "result",
            "referred_to",
            "written",
            "text",
            "reason",
            "alternatives",
            "reservations",
            "review_on",
            "replaces",
            "distribution",
            "embargo_until",
            "embargo",
            "recorded_at",
            "version",
        ]
        read_only_fields = fields


class AmendSerializer(serializers.Serializer[Any]):
    """What may be changed; once recorded only review, distribution and embargo."""

    text = serializers.CharField(max_length=10_000)
    result = serializers.ChoiceField(choices=Result.choices, required=False)
    reason = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    alternatives = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    reservations = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    review_on = DayField(required=False, allow_null=True)
    distribution = serializers.ChoiceField(choices=Distribution.choices, required=False)
    embargo_until = MomentField(required=False, allow_null=True)


class RecordSerializer(AmendSerializer):
    """A decision taken outside a meeting, by a body or by an office."""

    body = serializers.PrimaryKeyRelatedField(
        queryset=Body.objects.all(), required=False, allow_null=True
    )
    post = serializers.PrimaryKeyRelatedField(
        queryset=Post.objects.all(), required=False, allow_null=True
    )
    taken_on = DayField()
    dossier = serializers.PrimaryKeyRelatedField(queryset=Dossier.objects.none())

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            fields["dossier"].queryset = Dossier.objects.visible_to(request.user)  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        body, post = attrs.pop("body", None), attrs.pop("post", None)
        if (body is None) == (post is None):
            raise serializers.ValidationError({"body": "Name a body or a post, one of the two."})
        return {**attrs, "taken_by": body or post}


@extend_schema_view(
    list=extend_schema(summary="The register, newest first", parameters=FILTERS),
    retrieve=extend_schema(
        summary="One decision; its ETag is its version", parameters=[AsOfSerializer]
    ),
)
class DecisionViewSet(LooksBack, mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    permission_classes = [ByRole]
    action_name = "decisions.read"
    action_names = dict.fromkeys(("create", "partial_update", "undo"), "decisions.record")
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = DecisionSerializer
    queryset = Decision.objects.none()

    def get_queryset(self) -> Any:
        if self.action == "list":
            return list_decisions(self.request.user, Filters.read(self.request.query_params))
        return Decision.objects.visible_to(self.request.user).select_related("dossier")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        decision = self.get_object()
        return self.looked_back(decision) or self.said(decision)

    @extend_schema(
        summary="Record a decision taken outside a meeting",
        request=RecordSerializer,
        responses={201: DecisionSerializer},
        examples=[EXAMPLE],
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        made = record_decision_outside_meeting(**self.sent(RecordSerializer), **self.deed())
        return self.said(made, status=201)

    @extend_schema(
        summary="Change a decision; If-Match carries the version that was read",
        request=AmendSerializer,
        responses={200: DecisionSerializer},
    )
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        decision, version = self.get_object(), expected_version(request)
        sent = self.sent(AmendSerializer, partial=True)
        values = {name: value for name, value in sent.items() if name in AMENDABLE}
        changed = amend_decision(decision=decision, version=version, **values, **self.deed())
        return self.said(changed)

    @extend_schema(
        summary="The last change taken back; If-Match carries the version that it made",
        request=None,
        responses={200: DecisionSerializer},
    )
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        decision, version = self.get_object(), expected_version(request)
        return self.said(undo_amendment(decision=decision, version=version, **self.deed()))


def register(router: BaseRouter) -> None:
    router.register("decisions", DecisionViewSet, basename="decision")
