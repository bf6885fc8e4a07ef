"""/api/v1/variants and /api/v1/pilots."""

from dataclasses import fields
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.api.nouns import InDossier
from coordination.kit.api import with_version
from coordination.kit.documented import READ, problems

from .. import services
from ..models import Pilot, Variant
from .resources import documented
from .serializers import (
    PilotFactsSerializer,
    PilotSerializer,
    VariantFactsSerializer,
    VariantSerializer,
)

OF = OpenApiParameter("options", str, description="Keeps those of one question.")


class Parts(InDossier):
    """Rows of one question; a list shows those that stand."""

    action_name = "options.read"
    filter_query = serializers.UUIDField(required=False)
    of: str

    def kept(self, rows: Any) -> Any:
        if self.action != "list":
            return rows
        wanted = self.request.query_params.get("options", "")
        if wanted:
            rows = rows.filter((self.of, self.filter_query.run_validation(wanted)))
        return rows.present()


def facts_of(kind: Any, noun: Any, sent: dict[str, Any]) -> Any:
    """What was sent, and for the rest what stands there."""
    return kind(**{one.name: getattr(noun, one.name) for one in fields(kind)} | sent)


@extend_schema_view(
    list=extend_schema(summary="Variants, in the order of their letters", parameters=[OF]),
    retrieve=extend_schema(
        summary="One variant", responses={200: VariantSerializer, **problems(*READ)}
    ),
)
class VariantViewSet(Parts):
    action_names = {
        "partial_update": "options.respond",
        **dict.fromkeys(["remove", "restore", "pilots"], "options.keep"),
    }
    serializer_class = VariantSerializer
    queryset = Variant.objects.none()
    of = "options"
    dossier = "options.dossier"
    called = "variant"

    def get_queryset(self) -> Any:
        rows = Variant.objects.visible_to(self.request.user).select_related("options__dossier")
        return self.kept(rows).order_by("options", "position")

    @documented("Change it", VariantFactsSerializer, VariantSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        sent = self.sent(VariantFactsSerializer, partial=True)
        facts = facts_of(services.VariantFacts, self.get_object(), sent)
        return self.run(services.edit_variant, facts=facts)

    @documented("Remove it from the comparison", said=VariantSerializer)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        return self.run(services.remove_variant)

    @documented("Put a removed variant back", said=VariantSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return self.run(services.restore_variant)

    @documented("Add a pilot", PilotFactsSerializer, PilotSerializer, versioned=False, code=201)
    @action(detail=True, methods=["post"])
    def pilots(self, request: Request, pk: str) -> Response:
        variant = self.get_object()
        facts = services.PilotFacts(**self.sent(PilotFactsSerializer))
        made = services.add_pilot(variant=variant, facts=facts, **self.deed())
        return with_version(Response(PilotSerializer(made).data, status=201), made.version)


@extend_schema_view(
    list=extend_schema(summary="Pilots, first planned first", parameters=[OF]),
    retrieve=extend_schema(
        summary="One pilot", responses={200: PilotSerializer, **problems(*READ)}
    ),
)
class PilotViewSet(Parts):
    action_names = dict.fromkeys(["partial_update", "remove", "restore"], "options.keep")
    serializer_class = PilotSerializer
    queryset = Pilot.objects.none()
    of = "variant__options"
    dossier = "variant.options.dossier"
    called = "pilot"

    def get_queryset(self) -> Any:
        rows = Pilot.objects.visible_to(self.request.user)
        rows = rows.select_related("variant__options__dossier")
        return self.kept(rows).order_by("starts_on", "created_at", "pk")

    @documented("Change it", PilotFactsSerializer, PilotSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        sent = self.sent(PilotFactsSerializer, partial=True)
        return self.run(
            services.edit_pilot, facts=facts_of(services.PilotFacts, self.get_object(), sent)
        )

    @documented("Remove it", said=PilotSerializer)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        return self.run(services.remove_pilot)

    @documented("Put a removed pilot back", said=PilotSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return self.run(services.restore_pilot)
