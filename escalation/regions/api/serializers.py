"""What the API says of regions and figures, and what it asks."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.kit.fields import DayField, MomentField

from ..models import Basis, Handling, Indicator, Observation, ObservationImport, Outlier, Region
from ..queries import report_of


class RegionSerializer(serializers.ModelSerializer[Region]):
    id = serializers.UUIDField(source="pk", read_only=True, help_text="Also that of its dossier.")

    class Meta:
        model = Region
        fields = [
            "id", "code", "name", "scope", "population", "rate_population", "tile_row",
            "tile_column",
        ]  # fmt: skip
        read_only_fields = fields


class IndicatorSerializer(serializers.ModelSerializer[Indicator]):
    class Meta:
        model = Indicator
        fields = [
            "id", "code", "name_nl", "name_en", "unit_nl", "unit_en", "per", "basis", "source",
            "stale_after", "version",
        ]  # fmt: skip
        read_only_fields = fields


class IndicatorFactsSerializer(serializers.Serializer[Any]):
    name_nl = serializers.CharField(max_length=100)
    name_en = serializers.CharField(max_length=100)
    unit_nl = serializers.CharField(max_length=40, allow_blank=True, required=False, default="")
    unit_en = serializers.CharField(max_length=40, allow_blank=True, required=False, default="")
    per = serializers.IntegerField(
        min_value=1, max_value=100_000_000, allow_null=True, required=False, default=None
    )
    basis = serializers.ChoiceField(choices=Basis.choices)
    source = serializers.CharField(max_length=200)  # type: ignore[assignment]  # a field that a serializer has under the same name
    stale_after = serializers.IntegerField(min_value=1, max_value=365, required=False, default=3)


class NewIndicatorSerializer(IndicatorFactsSerializer):
    code = serializers.SlugField(max_length=40)


class ObservationSerializer(serializers.ModelSerializer[Observation]):
    region = serializers.CharField(source="region.code")
    indicator = serializers.CharField(source="indicator.code")

    class Meta:
        model = Observation
        fields = ["id", "region", "indicator", "day", "value", "known_at", "recorded_at", "origin"]
        read_only_fields = fields


class FigureFilterSerializer(serializers.Serializer[Any]):
    region = serializers.CharField(max_length=10, required=False)
    indicator = serializers.CharField(max_length=40, required=False)
    to = DayField(required=False)
    known_at = MomentField(required=False)
    revisions = serializers.BooleanField(required=False, default=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": DayField(required=False)}


class ProblemOfLineSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="0 is the file as a whole.")
    reason = serializers.CharField()
    value = serializers.CharField()
    sentence = serializers.CharField()


class ImportSerializer(serializers.ModelSerializer[ObservationImport]):
    report = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()

    class Meta:
        model = ObservationImport
        fields = [
            "id", "name", "size", "sha256", "layout", "whole", "known_at", "generated", "status",
            "bytes_read", "rows_read", "added", "revised", "unchanged", "replaced", "skipped",
            "first_day", "last_day", "report", "warnings", "parts", "created_at", "ended_at",
            "removed_at",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(ProblemOfLineSerializer(many=True))
    def get_report(self, importing: ObservationImport) -> list[dict[str, Any]]:
        """The first hundred problems, each with its line; `skipped` counts them all, but where
        all rows or none was chosen the reading stops at the hundredth.
        """
        listed: list[dict[str, Any]] = report_of(importing)["problems"]
        return listed

    @extend_schema_field(ProblemOfLineSerializer(many=True))
    def get_warnings(self, importing: ObservationImport) -> list[dict[str, Any]]:
        """What may be right and should be looked at; it kept nothing out."""
        found: list[dict[str, Any]] = report_of(importing)["warnings"]
        return found


class FiguresUploadSerializer(serializers.Serializer[Any]):
    upload = serializers.FileField(max_length=200, allow_empty_file=True)
    whole = serializers.BooleanField(default=True, help_text="All rows or none.")
    known_at = MomentField(required=False, allow_null=True, default=None)
    replace_generated = serializers.BooleanField(default=False)


class OutlierSerializer(serializers.ModelSerializer[Outlier]):
    observation = ObservationSerializer()

    class Meta:
        model = Outlier
        fields = [
            "id", "observation", "expected", "handling", "reason", "handled_at", "version",
        ]  # fmt: skip
        read_only_fields = fields


class JudgementSerializer(serializers.Serializer[Any]):
    handling = serializers.ChoiceField(
        choices=[Handling.ACCEPTED, Handling.CLIPPED, Handling.SPREAD]
    )
    reason = serializers.CharField(max_length=500)
    days = serializers.IntegerField(min_value=2, max_value=56, default=14)
