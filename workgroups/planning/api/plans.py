"""Action lines and budget estimates of a team."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import READ, problems

from .. import services
from ..facts import EstimateFacts, LineFacts
from ..models import ActionLine, BudgetEstimate
from .serializers import (
    ActionLineInputSerializer,
    ActionLineSerializer,
    EstimateInputSerializer,
    EstimateSerializer,
    NewActionLineSerializer,
    NewEstimateSerializer,
)
from .shared import OF_TEAM, Planned, documented


@extend_schema_view(
    list=extend_schema(summary="Action lines, by team and number", parameters=[OF_TEAM]),
    retrieve=extend_schema(
        summary="One action line", responses={200: ActionLineSerializer, **problems(*READ)}
    ),
)
class ActionLineViewSet(Planned):
    action_names = dict.fromkeys(["create", "partial_update"], "planning.write")
    called = "line"
    serializer_class = ActionLineSerializer
    queryset = ActionLine.objects.none()

    def get_queryset(self) -> Any:
        rows = ActionLine.objects.visible_to(self.request.user).select_related("team__dossier")
        return self.narrowed(rows).order_by("team__code", "position")

    @documented(
        "Add an action line",
        NewActionLineSerializer,
        ActionLineSerializer,
        versioned=False,
        code=201,
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(
            services.add_line(**self.sent(NewActionLineSerializer), **self.deed()), 201
        )

    @documented("Change it", ActionLineInputSerializer(partial=True), ActionLineSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        standing = LineFacts.of(self.get_object())
        sent = self.sent(ActionLineInputSerializer, partial=True, standing=standing)
        return self.run(services.change_line, **sent)


@extend_schema_view(
    list=extend_schema(summary="Budget estimates, by team and year", parameters=[OF_TEAM]),
    retrieve=extend_schema(
        summary="One estimate", responses={200: EstimateSerializer, **problems(*READ)}
    ),
)
class EstimateViewSet(Planned):
    action_names = dict.fromkeys(["create", "partial_update", "remove"], "planning.write")
    called = "estimate"
    serializer_class = EstimateSerializer
    queryset = BudgetEstimate.objects.none()

    def get_queryset(self) -> Any:
        rows = BudgetEstimate.objects.visible_to(self.request.user).select_related("team__dossier")
        return self.narrowed(rows).order_by("team__code", "year", "pk")

    @documented(
        "Add an estimate", NewEstimateSerializer, EstimateSerializer, versioned=False, code=201
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        made = services.add_estimate(**self.sent(NewEstimateSerializer), **self.deed())
        return self.said(made, 201)

    @documented("Change it", EstimateInputSerializer(partial=True), EstimateSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        standing = EstimateFacts.of(self.get_object())
        sent = self.sent(EstimateInputSerializer, partial=True, standing=standing)
        return self.run(services.change_estimate, **sent)

    @documented("Take it off the plan", None, None)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        return self.remove_by(services.remove_estimate)
