"""/api/v1/measures and /api/v1/sectors."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.dossiers.models import Dossier
from coordination.kit.api import expected_version
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.kit.resources import Resource
from coordination.people.rights.api import ByRole

from .models import Measure, Sector
from .queries import list_sectors, with_sectors
from .services import (
    LONGEST,
    MeasureFacts,
    SectorFacts,
    add_measure,
    add_sector,
    change_measure,
    change_sector,
    restore_measure,
    withdraw_measure,
)


class SectorSerializer(serializers.ModelSerializer[Sector]):
    class Meta:
        model = Sector
        fields = ["id", "code", "name_nl", "name_en", "version"]
        read_only_fields = fields


class SectorFactsSerializer(serializers.Serializer[Any]):
    name_nl = serializers.CharField(max_length=60)
    name_en = serializers.CharField(max_length=60)


class NewSectorSerializer(SectorFactsSerializer):
    code = serializers.SlugField(max_length=40)


class MeasureSerializer(serializers.ModelSerializer[Measure]):
    """An instrument with its legal basis; `withdrawn_at` where it is no longer used."""

    sectors = serializers.SlugRelatedField[Any](slug_field="code", many=True, read_only=True)

    class Meta:
        model = Measure
        fields = [
            "id", "dossier", "instrument", "legal_basis", "sectors", "text", "source",
            "withdrawn_at", "version",
        ]  # fmt: skip
        read_only_fields = fields


class MeasureFactsSerializer(serializers.Serializer[Any]):
    """What is not sent stays as it is; `sectors` are codes, sent whole."""

    instrument = serializers.CharField(max_length=200)
    legal_basis = serializers.CharField(max_length=200, required=False, allow_blank=True)
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True)
    sectors = serializers.SlugRelatedField[Any](
        slug_field="code", queryset=Sector.objects.all(), many=True, required=False
    )

    def get_fields(self) -> dict[str, Any]:
        # a serializer has a `source` of its own, so this field cannot be an attribute
        source = serializers.CharField(max_length=300, required=False, allow_blank=True)
        return {**super().get_fields(), "source": source}


class NewMeasureSerializer(MeasureFactsSerializer):
    dossier = serializers.PrimaryKeyRelatedField[Dossier](queryset=Dossier.objects.none())

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context:
            seen = Dossier.objects.visible_to(self.context["request"].user)
            fields["dossier"].queryset = seen
        return fields


class MeasureFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    dossier = serializers.UUIDField(required=False)
    sector = serializers.CharField(required=False, max_length=40, help_text="The code of a sector.")


class Kept(mixins.ListModelMixin, Resource):
    permission_classes = [ByRole]
    action_name = "measures.read"
    action_names = dict.fromkeys(
        ("create", "partial_update", "withdraw", "restore"), "measures.keep"
    )
    http_method_names = ["get", "post", "patch", "head", "options"]


@extend_schema_view(
    list=extend_schema(summary="Sectors that measures can name"),
    retrieve=extend_schema(
        summary="One sector", responses={200: SectorSerializer, **problems(*READ)}
    ),
)
class SectorViewSet(Kept):
    """Parts of society that a measure asks something of."""

    serializer_class = SectorSerializer
    queryset = Sector.objects.none()
    action_names = dict.fromkeys(("create", "partial_update"), "measures.sectors")

    def get_queryset(self) -> Any:
        return list_sectors(self.request.user)  # type: ignore[arg-type]  # signed in

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.said(self.get_object())

    @extend_schema(
        summary="Add a sector",
        request=NewSectorSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: SectorSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(NewSectorSerializer)
        code = sent.pop("code")
        return self.said(add_sector(code=code, facts=SectorFacts(**sent), **self.deed()), 201)

    @extend_schema(
        summary="Call a sector otherwise",
        request=SectorFactsSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: SectorSerializer, **problems(*VERSIONED)},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        sector: Sector = self.get_object()
        kept = {"name_nl": sector.name_nl, "name_en": sector.name_en}
        facts = SectorFacts(**{**kept, **self.sent(SectorFactsSerializer, partial=True)})
        version = expected_version(request)
        return self.said(change_sector(sector=sector, facts=facts, version=version, **self.deed()))


def _versioned(summary: str) -> Any:
    return extend_schema(
        summary=summary,
        request=None,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: MeasureSerializer, **problems(*VERSIONED)},
    )


@extend_schema_view(
    list=extend_schema(
        summary="Measures you may see, by instrument", parameters=[MeasureFilterSerializer]
    ),
    retrieve=extend_schema(
        summary="One measure, with its version as ETag",
        responses={200: MeasureSerializer, **problems(*READ)},
    ),
)
class MeasureViewSet(Kept):
    """Within the dossiers you may see; kept by who writes in them."""

    serializer_class = MeasureSerializer
    queryset = Measure.objects.none()

    def get_queryset(self) -> Any:
        rows = with_sectors(Measure.objects.visible_to(self.request.user))
        if getattr(self, "action", "") == "list":
            asked = MeasureFilterSerializer(data=self.request.query_params)
            asked.is_valid(raise_exception=True)
            keys = {"dossier": "dossier", "sector": "sectors__code"}
            rows = rows.filter(**{keys[name]: one for name, one in asked.validated_data.items()})
        return rows.order_by("instrument", "legal_basis", "pk")

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.said(self.get_object())

    @extend_schema(
        summary="Add a measure",
        request=NewMeasureSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: MeasureSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(NewMeasureSerializer)
        dossier = sent.pop("dossier")
        made = add_measure(dossier=dossier, facts=_facts(sent), **self.deed())
        return self._fresh(made, 201)

    @extend_schema(
        summary="Change a measure",
        request=MeasureFactsSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: MeasureSerializer, **problems(*VERSIONED)},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        measure: Measure = self.get_object()
        kept: dict[str, Any] = {name: getattr(measure, name) for name in LONGEST}
        kept["sectors"] = list(measure.sectors.all())
        facts = _facts({**kept, **self.sent(MeasureFactsSerializer, partial=True)})
        told: dict[str, Any] = {"facts": facts, "version": expected_version(request)}
        return self._fresh(change_measure(measure=measure, **told, **self.deed()))

    @_versioned("Take a measure off the list")
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        measure, version = self.get_object(), expected_version(request)
        return self._fresh(withdraw_measure(measure=measure, version=version, **self.deed()))

    @_versioned("Bring a measure back on the list")
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        measure, version = self.get_object(), expected_version(request)
        return self._fresh(restore_measure(measure=measure, version=version, **self.deed()))

    def _fresh(self, measure: Measure, status: int = 200) -> Response:
        return self.said(self.get_queryset().get(pk=measure.pk), status)


def _facts(sent: dict[str, Any]) -> MeasureFacts:
    return MeasureFacts(**{**sent, "sectors": tuple(sent.get("sectors", ()))})


def register(router: BaseRouter) -> None:
    router.register("measures", MeasureViewSet, basename="measure")
    router.register("sectors", SectorViewSet, basename="sector")
