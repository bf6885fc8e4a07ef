"""/api/v1/: regions, indicators, observations, the files they came from, and what stands out."""

from dataclasses import fields
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiExample,
    OpenApiParameter,
    extend_schema,
    extend_schema_view,
)
from rest_framework import mixins
from rest_framework.decorators import action
from rest_framework.pagination import CursorPagination
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.kit.api import MeasuredJSONParser, expected_version
from coordination.kit.documented import (
    IDEMPOTENCY,
    IF_MATCH,
    READ,
    VERSIONED,
    WRITTEN,
    problems,
)
from coordination.kit.resources import Resource

from .. import services
from ..forms import FIGURES
from ..models import Basis, Handling, Indicator, Observation, ObservationImport, Outlier, Region
from ..queries import (
    list_figures,
    list_imports,
    list_indicators,
    list_outliers,
    list_regions,
    newest_only,
)
from .serializers import (
    FigureFilterSerializer,
    FiguresUploadSerializer,
    ImportSerializer,
    IndicatorFactsSerializer,
    IndicatorSerializer,
    JudgementSerializer,
    NewIndicatorSerializer,
    ObservationSerializer,
    OutlierSerializer,
    RegionSerializer,
)

FIGURE_PARAMETERS = [
    OpenApiParameter("region", OpenApiTypes.STR, description="A code: VR01."),
    OpenApiParameter("indicator", OpenApiTypes.STR, description="A code: positive_tests."),
    OpenApiParameter("from", OpenApiTypes.DATE, description="The first day."),
    OpenApiParameter("to", OpenApiTypes.DATE, description="The last day, included."),
    OpenApiParameter("known_at", OpenApiTypes.DATETIME, description="As it was known then."),
    OpenApiParameter("revisions", OpenApiTypes.BOOL, description="Every revision of a day."),
]


class FigurePages(CursorPagination):
    """Pages that stay right while figures come in."""

    ordering = "id"
    page_size = 200
    page_size_query_param = "page_size"
    max_page_size = 2000


@extend_schema_view(
    list=extend_schema(summary="Regions you may see"),
    retrieve=extend_schema(
        summary="One region", responses={200: RegionSerializer, **problems(*READ)}
    ),
)
class RegionViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """The safety regions and the country."""

    action_name = "regions.read"
    http_method_names = ["get", "head", "options"]
    serializer_class = RegionSerializer
    queryset = Region.objects.none()

    def get_queryset(self) -> Any:
        return list_regions(self.request.user)


@extend_schema_view(
    list=extend_schema(summary="What is counted"),
    retrieve=extend_schema(
        summary="One indicator, with its version as ETag",
        responses={200: IndicatorSerializer, **problems(*READ)},
    ),
)
class IndicatorViewSet(mixins.ListModelMixin, Resource):
    """What is counted, by which day, per how many inhabitants."""

    action_name = "regions.read"
    action_names = {"create": "regions.import", "partial_update": "regions.import"}
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = IndicatorSerializer
    queryset = Indicator.objects.none()

    def get_queryset(self) -> Any:
        return list_indicators(self.request.user)

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.said(self.get_object())

    @extend_schema(
        summary="Count something more",
        request=NewIndicatorSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: IndicatorSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(NewIndicatorSerializer)
        code = sent.pop("code")
        made = services.add_indicator(code=code, facts=_facts(sent), **self.deed())
        return self.said(made, 201)

    @extend_schema(
        summary="Say something else of an indicator",
        request=IndicatorFactsSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: IndicatorSerializer, **problems(*VERSIONED)},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        found: Indicator = self.get_object()
        kept = {name.name: getattr(found, name.name) for name in fields(services.IndicatorFacts)}
        facts = _facts({**kept, **self.sent(IndicatorFactsSerializer, partial=True)})
        version = expected_version(request)
        changed = services.change_indicator(
            indicator=found, facts=facts, version=version, **self.deed()
        )
        return self.said(changed)


@extend_schema_view(
    list=extend_schema(
        summary="Figures in regions you may see: of each day the newest known",
        parameters=FIGURE_PARAMETERS,
    )
)
class ObservationViewSet(mixins.ListModelMixin, Resource):
    """A figure of one day in one region, as it was known at a moment."""

    action_name = "regions.read"
    http_method_names = ["get", "head", "options"]
    serializer_class = ObservationSerializer
    pagination_class = FigurePages
    queryset = Observation.objects.none()

    def get_queryset(self) -> Any:
        asked = FigureFilterSerializer(data=self.request.query_params)
        asked.is_valid(raise_exception=True)
        sent = asked.validated_data
        named = {
            "region": "region__code",
            "indicator": "indicator__code",
            "from": "day__gte",
            "to": "day__lte",
            "known_at": "known_at__lte",
        }
        rows = list_figures(self.request.user).filter(
            **{where: sent[name] for name, where in named.items() if name in sent}
        )
        return rows if sent["revisions"] else newest_only(rows, sent.get("known_at"))


@extend_schema_view(
    list=extend_schema(summary="Files of figures, newest first"),
    retrieve=extend_schema(
        summary="How far a file is read, or what became of its rows",
        responses={200: ImportSerializer, **problems(*READ)},
    ),
)
class ImportViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """A file of figures; it is read by a worker, so ask for it again until it is over."""

    action_name = "regions.read"
    action_names = {"create": "regions.import"}
    http_method_names = ["get", "post", "head", "options"]
    parser_classes = [MultiPartParser, MeasuredJSONParser]
    uploads = FIGURES
    serializer_class = ImportSerializer
    queryset = ObservationImport.objects.none()

    def get_queryset(self) -> Any:
        return list_imports(self.request.user)

    @extend_schema(
        summary="Read in a file of figures",
        request={"multipart/form-data": FiguresUploadSerializer},
        parameters=[IDEMPOTENCY],
        responses={201: ImportSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(FiguresUploadSerializer)
        upload = sent.pop("upload")
        facts = services.UploadFacts(**sent)
        return self.said(services.ask_import(upload=upload, facts=facts, **self.deed()), 201)


JUDGED = OpenApiExample(
    "A back-load",
    value={"handling": "spread", "reason": "Booked at once after a weekend.", "days": 14},
    request_only=True,
)


@extend_schema_view(
    list=extend_schema(summary="Figures that stand out, latest day first"),
    retrieve=extend_schema(
        summary="One of them, with its version as ETag",
        responses={200: OutlierSerializer, **problems(*READ)},
    ),
)
class OutlierViewSet(mixins.ListModelMixin, Resource):
    """A figure far above its days: accepted, clipped or spread by a person, with a reason."""

    action_name = "regions.read"
    action_names = {"judge": "regions.import", "reopen": "regions.import"}
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = OutlierSerializer
    queryset = Outlier.objects.none()

    def get_queryset(self) -> Any:
        return list_outliers(self.request.user)

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.said(self.get_object())

    @extend_schema(
        summary="Accept, clip or spread a figure",
        request=JudgementSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        examples=[JUDGED],
        responses={200: OutlierSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"])
    def judge(self, request: Request, pk: str) -> Response:
        sent = self.sent(JudgementSerializer)
        judgement = services.Judgement(**{**sent, "handling": Handling(sent["handling"])})
        found = self.get_object()
        version = expected_version(request)
        services.judge_outlier(outlier=found, judgement=judgement, version=version, **self.deed())
        return self.said(self.get_object())

    @extend_schema(
        summary="Take a judgement back",
        request=None,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: OutlierSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        found, version = self.get_object(), expected_version(request)
        services.reopen_outlier(outlier=found, version=version, **self.deed())
        return self.said(self.get_object())


def _facts(sent: dict[str, Any]) -> services.IndicatorFacts:
    return services.IndicatorFacts(**{**sent, "basis": Basis(sent["basis"])})


def register(router: BaseRouter) -> None:
    router.register("regions", RegionViewSet, basename="region")
    router.register("indicators", IndicatorViewSet, basename="indicator")
    router.register("observations", ObservationViewSet, basename="observation")
    router.register("observation-imports", ImportViewSet, basename="observation-import")
    router.register("outliers", OutlierViewSet, basename="outlier")
