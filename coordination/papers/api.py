"""/api/v1/: papers and paper-versions; files come as multipart/form-data."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import mixins, serializers, viewsets
from rest_framework.decorators import action
from rest_framework.parsers import JSONParser, MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.dossiers.models import Classification, Dossier
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.resources import as_read
from coordination.people.models import Organisation
from coordination.people.rights.api import ByRole

from .models import Paper, PaperKind, PaperVersion
from .services import add_paper, add_version, remove_paper, restore_paper


class VersionSerializer(serializers.ModelSerializer[PaperVersion]):
    """The bytes are fetched from `url`."""

    url = serializers.CharField(source="get_absolute_url", read_only=True)

    class Meta:
        model = PaperVersion
        fields = [
            "id",
            "paper",
            "number",
            "final",
            "late",
            "name",
            "size",
            "content_type",
            "sha256",
            "supplied_at",
            "url",
        ]
        read_only_fields = fields


class PaperSerializer(serializers.ModelSerializer[Paper]):
    versions = VersionSerializer(many=True, read_only=True)

    class Meta:
        model = Paper
        fields = [
            "id",
            "dossier",
            "kind",
            "title",
            "classification",
            "supplied_by",
            "removed_at",
            "versions",
        ]
        read_only_fields = fields


class UploadSerializer(serializers.Serializer[Any]):
    upload = serializers.FileField(allow_empty_file=True)
    final = serializers.BooleanField(default=False)
    late = serializers.BooleanField(default=False)


class SupplySerializer(UploadSerializer):
    dossier = serializers.PrimaryKeyRelatedField[Dossier](queryset=Dossier.objects.none())
    kind = serializers.ChoiceField(choices=PaperKind.choices)
    title = serializers.CharField(max_length=200)
    supplied_by = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True)
    )
    classification = serializers.ChoiceField(choices=Classification.choices, default=0)

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        if "request" in self.context:
            visible = Dossier.objects.visible_to(self.context["request"].user)
            fields["dossier"].queryset = visible  # type: ignore[attr-defined]  # a form knows its fields by name, not by kind
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        level = Classification(int(attrs["classification"]))
        return {**attrs, "kind": PaperKind(attrs["kind"]), "classification": level}


@extend_schema_view(
    list=extend_schema(summary="Papers you may see, by title (?dossier= keeps one)"),
    create=extend_schema(
        summary="Supply a paper", request=SupplySerializer, responses={201: PaperSerializer}
    ),
    destroy=extend_schema(summary="Remove a paper; restore brings it back"),
)
class PaperViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, viewsets.GenericViewSet[Paper]
):
    permission_classes = [ByRole]
    action_name = "papers.read"
    action_names = dict.fromkeys(["create", "destroy", "versions", "restore"], "papers.write")
    parser_classes = [MultiPartParser, JSONParser]
    serializer_class = PaperSerializer
    queryset = Paper.objects.none()
    filter_query = serializers.UUIDField(required=False)

    def get_queryset(self) -> Any:
        rows = Paper.objects.visible_to(self.request.user).select_related("dossier")
        asked = self.request.query_params.get("dossier", "")
        if asked:
            rows = rows.filter(dossier=self.filter_query.run_validation(asked))
        if self.action == "list":
            rows = rows.present()
        return rows.prefetch_related("versions__paper").order_by("title", "pk")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        paper = self.get_object()
        record_read(dossier=paper.dossier, obj=paper, **self.deed())
        return Response(self.get_serializer(paper).data)

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = SupplySerializer(data=request.data, context=self.get_serializer_context())
        as_read(sent)
        paper = add_paper(**sent.validated_data, **self.deed())
        return Response(self.get_serializer(paper).data, status=201)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        remove_paper(paper=self.get_object(), **self.deed())
        return Response(status=204)

    @extend_schema(
        summary="Supply the next version",
        request=UploadSerializer,
        responses={201: VersionSerializer},
    )
    @action(detail=True, methods=["post"])
    def versions(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = UploadSerializer(data=request.data)
        as_read(sent)
        version = add_version(paper=self.get_object(), **sent.validated_data, **self.deed())
        return Response(VersionSerializer(version).data, status=201)

    @extend_schema(summary="Bring a paper back", request=None, responses=PaperSerializer)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        restored = restore_paper(paper=self.get_object(), **self.deed())
        return Response(self.get_serializer(restored).data)

    def deed(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": clock.now()}


@extend_schema_view(list=extend_schema(summary="Versions of papers you may see, newest first"))
class PaperVersionViewSet(viewsets.ReadOnlyModelViewSet[PaperVersion]):
    permission_classes = [ByRole]
    action_name = "papers.read"
    serializer_class = VersionSerializer
    queryset = PaperVersion.objects.none()

    def get_queryset(self) -> Any:
        rows = PaperVersion.objects.visible_to(self.request.user).select_related("paper")
        return rows.order_by("-supplied_at", "pk")


def register(router: BaseRouter) -> None:
    router.register("papers", PaperViewSet, basename="paper")
    router.register("paper-versions", PaperVersionViewSet, basename="paper-version")
