"""/api/v1/advice-routes: the usual routes of a cadence, kept as rows."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.api.nouns import InDossier
from coordination.kit.api import expected_version
from coordination.kit.documented import READ, problems, verbs_of

from ..models import LineKind, RouteStep, RouteTemplate, StopPurpose
from ..services import RouteFacts, StepFacts, keep_route, remove_route
from .serializers import NewRouteSerializer, RouteFactsSerializer, RouteSerializer

documented = verbs_of(RouteSerializer)


@extend_schema_view(
    list=extend_schema(summary="Usual routes, with their steps"),
    retrieve=extend_schema(
        summary="One usual route", responses={200: RouteSerializer, **problems(*READ)}
    ),
)
class AdviceRouteViewSet(InDossier):
    action_name = "advice.read"
    action_names = dict.fromkeys(["create", "partial_update", "remove"], "advice.routes")
    dossier = "cadence.dossier"
    called = "route"
    serializer_class = RouteSerializer
    queryset = RouteTemplate.objects.none()

    def get_queryset(self) -> Any:
        rows = RouteTemplate.objects.visible_to(self.request.user)
        rows = rows.select_related("cadence__dossier").prefetch_related("steps")
        removed = self.action == "remove"
        return (rows if removed else rows.present()).order_by("name_nl", "pk")

    @documented("Keep a route of a cadence", NewRouteSerializer, versioned=False, code=201)
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = self.sent(NewRouteSerializer)
        cadence = sent.pop("cadence")
        return self.said(keep_route(cadence=cadence, facts=facts_in(sent), **self.deed()), 201)

    @documented("Another route in its place; lines that run keep theirs", RouteFactsSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        route, version = self.get_object(), expected_version(request)
        facts = facts_in(asdict(_standing(route)) | self.sent(RouteFactsSerializer, partial=True))
        changed = {"route": route, "version": version, "facts": facts}
        return self.said(keep_route(cadence=route.cadence, **changed, **self.deed()))

    @documented("Offer it no more")
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        return self.run(remove_route)


def facts_in(sent: dict[str, Any]) -> RouteFacts:
    usual = {"cycles_later": 0, "answers": False}
    steps = (
        StepFacts(**{**usual, **one, "purpose": StopPurpose(one["purpose"])})
        for one in sent["steps"]
    )
    return RouteFacts(sent["name_nl"], sent["name_en"], LineKind(sent["kind"]), tuple(steps))


def _standing(route: RouteTemplate) -> RouteFacts:
    steps = route.steps.select_related("slot__body").order_by("position")
    return RouteFacts(
        route.name_nl, route.name_en, LineKind(route.kind), tuple(_step(one) for one in steps)
    )


def _step(step: RouteStep) -> StepFacts:
    return StepFacts(step.slot, step.cycles_later, StopPurpose(step.purpose), step.answers)
