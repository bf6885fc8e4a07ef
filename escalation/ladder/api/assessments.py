"""/api/v1/assessments: what the rule said of each region, with the figures it said it on."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems
from coordination.kit.fields import DayField, MomentField
from coordination.meetings.api.base import Nouns
from escalation.regions.models import Region

from ..models import Assessment
from ..services.assessing import assess_regions
from ..wording import said_of


class FigureSerializer(serializers.Serializer[Any]):
    """A figure in the unit of the ladder's thresholds, frozen; `from` to `to` are its days."""

    indicator = serializers.CharField()
    value = serializers.FloatField(allow_null=True)
    to = serializers.DateField()
    known_at = serializers.DateTimeField(allow_null=True)
    rank = serializers.IntegerField(allow_null=True)
    lower = serializers.FloatField(allow_null=True, help_text="Where its rank starts.")
    next = serializers.FloatField(allow_null=True, help_text="Where the next rank starts.")
    before = serializers.FloatField(allow_null=True, help_text="The figure one window earlier.")

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python, so this field cannot be an attribute
        return {**super().get_fields(), "from": serializers.DateField()}


class AssessmentSerializer(serializers.ModelSerializer[Assessment]):
    """The level by the rule; assessed again after a correction is another one."""

    region = serializers.CharField(source="region.code", read_only=True)
    ladder = serializers.CharField(source="ladder.code", read_only=True)
    level = serializers.IntegerField(source="level.rank", allow_null=True, read_only=True)
    figures = serializers.SerializerMethodField()

    class Meta:
        model = Assessment
        fields = [
            "id", "region", "ladder", "on", "known_at", "level", "unknown", "figures",
            "assessed_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(FigureSerializer(many=True))
    def get_figures(self, assessment: Assessment) -> Any:
        return assessment.figures


class AssessSerializer(serializers.Serializer[Any]):
    """On which day, with the figures known when; by the ladder of that day or by another."""

    on = DayField()
    known_at = MomentField(required=False, allow_null=True, default=None)
    ladder = serializers.CharField(
        max_length=20, required=False, allow_blank=True, default="", help_text="Its code."
    )


class SaidSerializer(serializers.Serializer[Any]):
    """What the rule says of a region: as a line of `assess_regions --json`."""

    region = serializers.CharField()
    level = serializers.IntegerField(allow_null=True)
    ladder = serializers.CharField(allow_null=True)
    figures = FigureSerializer(many=True)
    reason = serializers.CharField(allow_null=True)


class AssessmentFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    region = serializers.CharField(required=False, max_length=10, help_text="Such as VR01.")
    on = DayField(required=False)
    ladder = serializers.CharField(required=False, max_length=20, help_text="The code of a ladder.")


@extend_schema_view(
    list=extend_schema(
        summary="Assessments, the newest day first", parameters=[AssessmentFilterSerializer]
    ),
    retrieve=extend_schema(
        summary="One assessment", responses={200: AssessmentSerializer, **problems(*READ)}
    ),
)
class AssessmentViewSet(Nouns):
    """Of the regions you may see."""

    action_name = "ladder.read"
    action_names = {"create": "levels.determine"}
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = AssessmentSerializer
    queryset = Assessment.objects.none()
    filter_serializer = AssessmentFilterSerializer

    def get_queryset(self) -> Any:
        rows = Assessment.objects.visible_to(self.request.user)
        if getattr(self, "action", "") == "list":
            keys = {"region": "region__code", "on": "on", "ladder": "ladder__code"}
            rows = rows.filter(**{keys[name]: value for name, value in self.wanted().items()})
        rows = rows.select_related("region", "ladder", "level")
        return rows.order_by("-on", "region__code", "-assessed_at", "-pk")

    @extend_schema(
        summary="Assess every region on a day, kept where it differs from the last time",
        request=AssessSerializer,
        parameters=[IDEMPOTENCY],
        responses={200: SaidSerializer(many=True), **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        """What the rule says of the regions you may see; by another ladder it is not kept."""
        sent = self.sent(AssessSerializer)
        found = assess_regions(code=sent.pop("ladder"), **sent)
        mine = set(Region.objects.visible_to(request.user).values_list("pk", flat=True))
        said = [said_of(one) for one in found if one.region.pk in mine]
        return Response(SaidSerializer(said, many=True).data)
