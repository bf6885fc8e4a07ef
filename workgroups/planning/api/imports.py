"""A planning from a spreadsheet: read and looked at, then taken over whole."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit import clock
from coordination.kit.api import MeasuredJSONParser
from coordination.kit.documented import READ, problems
from workgroups.teams.models import Team

from ..models import PlanningImport
from ..previewing import Kind, Line
from ..services.importing import apply_import, preview_of, read_import
from .serializers import visible
from .shared import OF_TEAM, Planned, documented


class NewPlanningImportSerializer(serializers.Serializer[Any]):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.none())
    upload = serializers.FileField(allow_empty_file=True)

    def get_fields(self) -> dict[str, Any]:
        return visible(self, super().get_fields(), team=Team)


class ApplyPlanningImportSerializer(serializers.Serializer[Any]):
    """`drop` are products of `missing` to let go; `reason` stands with what becomes later."""

    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)
    drop = serializers.ListField(child=serializers.UUIDField(), required=False)


class PlanningRowSerializer(serializers.Serializer[Line]):
    """What becomes of a row of the file, and why in words."""

    row = serializers.IntegerField(source="number")
    what = serializers.CharField()
    becomes = serializers.ChoiceField(source="kind", choices=[str(kind) for kind in Kind])
    said = serializers.ListField(child=serializers.CharField())
    product = serializers.UUIDField(source="product.pk", allow_null=True, default=None)


class PlanningImportSerializer(serializers.ModelSerializer[PlanningImport]):
    class Meta:
        model = PlanningImport
        fields = ["id", "team", "name", "sha256", "asked_at", "applied_at"]
        read_only_fields = fields


class PlanningPreviewSerializer(PlanningImportSerializer):
    """With what becomes of each row. Not in the file: `missing`, `staying` if done."""

    lines = PlanningRowSerializer(many=True)
    missing = serializers.ListField(child=serializers.UUIDField())
    staying = serializers.ListField(child=serializers.UUIDField())

    class Meta(PlanningImportSerializer.Meta):
        fields = [*PlanningImportSerializer.Meta.fields, "lines", "missing", "staying"]
        read_only_fields = fields

    def to_representation(self, found: PlanningImport) -> dict[str, Any]:
        said = dict(PlanningImportSerializer(found, context=self.context).data)
        preview = preview_of(found, self.context["request"].user, at=clock.now())
        lines: Any = preview.lines
        return said | {
            "lines": PlanningRowSerializer(lines, many=True).data,
            "missing": [str(one.pk) for one in preview.missing],
            "staying": [str(one.pk) for one in preview.staying],
        }


@extend_schema_view(
    list=extend_schema(summary="Plannings that were read, the last first", parameters=[OF_TEAM]),
    retrieve=extend_schema(
        summary="What it would change now, row by row",
        responses={200: PlanningPreviewSerializer, **problems(*READ)},
    ),
)
class PlanningImportViewSet(Planned):
    """Nothing is planned by reading a file; applying it does all of it or nothing."""

    action_name = "planning.write"
    http_method_names = ["get", "post", "head", "options"]
    parser_classes = [MeasuredJSONParser, MultiPartParser]
    serializer_class = PlanningImportSerializer
    queryset = PlanningImport.objects.none()

    def get_queryset(self) -> Any:
        rows = PlanningImport.objects.visible_to(self.request.user)
        return self.narrowed(rows.select_related("team__dossier")).order_by("-asked_at", "pk")

    @documented(
        "Read a planning from an .xlsx; the answer says what it would change",
        {"multipart/form-data": NewPlanningImportSerializer},
        PlanningPreviewSerializer,
        versioned=False,
        code=201,
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self.said(read_import(**self.sent(NewPlanningImportSerializer), **self.deed()), 201)

    @documented(
        "Take it over, whole",
        ApplyPlanningImportSerializer,
        PlanningPreviewSerializer,
        versioned=False,
    )
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, pk: str) -> Response:
        found = self.get_object()
        sent = self.sent(ApplyPlanningImportSerializer)
        return self.said(apply_import(importing=found, **sent, **self.deed()))

    def show_current(self, noun: PlanningImport) -> dict[str, Any]:
        return dict(PlanningPreviewSerializer(noun, context=self.get_serializer_context()).data)
