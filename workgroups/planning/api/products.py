"""Products and what they wait for."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.api.nouns import Pointing
from coordination.kit.api import MeasuredJSONParser
from coordination.kit.documented import READ, problems

from .. import services
from ..facts import ProductFacts
from ..models import Dependency, Product
from .serializers import (
    DependencySerializer,
    DropProductSerializer,
    NewDependencySerializer,
    ProductInputSerializer,
    ProductSerializer,
    SupplyProductSerializer,
)
from .shared import OF_TEAM, Planned, documented

VERBS = ["create", "partial_update", "start", "deliver", "drop", "reopen", "supply"]
NAMES = ("line__team__dossier", "owner_organisation", "owner_person", "owner_post", "paper")


@extend_schema_view(
    list=extend_schema(summary="Products, by team and action line", parameters=[OF_TEAM]),
    retrieve=extend_schema(
        summary="One product", responses={200: ProductSerializer, **problems(*READ)}
    ),
)
class ProductViewSet(Planned, Pointing):
    action_names = dict.fromkeys(VERBS, "planning.write")
    parser_classes = [MeasuredJSONParser, MultiPartParser]
    dossier = "line.team.dossier"
    called = "product"
    serializer_class = ProductSerializer
    queryset = Product.objects.none()
    of_team = "line__team"

    def get_queryset(self) -> Any:
        rows = Product.objects.visible_to(self.request.user).select_related(*NAMES)
        rows = self.seen(self.narrowed(rows))
        return rows.order_by("line__team__code", "line__position", "position", "pk")

    @documented(
        "Add a product", ProductInputSerializer, ProductSerializer, versioned=False, code=201
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        made = services.add_product(**self.sent(ProductInputSerializer), **self.deed())
        return self.said(made, 201)

    @documented("Change it", ProductInputSerializer(partial=True), ProductSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        standing = ProductFacts.of(self.get_object())
        sent = self.sent(ProductInputSerializer, partial=True, standing=standing)
        return self.run(services.change_product, **sent)

    @documented("Somebody works on it", None, ProductSerializer)
    @action(detail=True, methods=["post"])
    def start(self, request: Request, pk: str) -> Response:
        return self.run(services.start_product)

    @documented("It is delivered, with its milestones", None, ProductSerializer)
    @action(detail=True, methods=["post"])
    def deliver(self, request: Request, pk: str) -> Response:
        return self.run(services.deliver_product)

    @documented("Nothing is awaited of it any more", DropProductSerializer, ProductSerializer)
    @action(detail=True, methods=["post"])
    def drop(self, request: Request, pk: str) -> Response:
        return self.run(services.drop_product, DropProductSerializer)

    @documented("It is planned again", None, ProductSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self.run(services.reopen_product)

    @documented(
        "Supply its next version as a paper",
        {"multipart/form-data": SupplyProductSerializer},
        ProductSerializer,
    )
    @action(detail=True, methods=["post"])
    def supply(self, request: Request, pk: str) -> Response:
        return self.run(services.supply_product, SupplyProductSerializer)


@extend_schema_view(
    list=extend_schema(summary="What products wait for", parameters=[OF_TEAM]),
    retrieve=extend_schema(
        summary="One dependency", responses={200: DependencySerializer, **problems(*READ)}
    ),
)
class DependencyViewSet(Planned):
    action_names = dict.fromkeys(["create", "remove"], "planning.write")
    dossier = "product.line.team.dossier"
    serializer_class = DependencySerializer
    queryset = Dependency.objects.none()
    of_team = "product__line__team"

    def get_queryset(self) -> Any:
        rows = Dependency.objects.visible_to(self.request.user)
        rows = rows.select_related("product__line__team__dossier", "needs")
        return self.narrowed(rows).order_by("created_at", "pk")

    @documented(
        "Let a product wait",
        NewDependencySerializer,
        DependencySerializer,
        versioned=False,
        code=201,
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        made = services.add_dependency(**self.sent(NewDependencySerializer), **self.deed())
        return self.said(made, 201)

    @extend_schema(summary="It waits no longer", request=None, responses={204: None})
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        services.remove_dependency(dependency=self.get_object(), **self.deed())
        return Response(status=204)
