"""/api/v1/rounds/lead-times: how long rounds took until each step."""

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit import clock
from coordination.kit.documented import problems
from coordination.kit.fields import DayField
from coordination.kit.moments import midnight

from ..queries.clock import LeadTime, lead_times

USUAL = timedelta(weeks=26)


class SpanSerializer(serializers.Serializer[Any]):
    """Of rounds closed on these days, the last included; half a year until today unless said."""

    first = DayField(required=False)
    last = DayField(required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        last = attrs.get("last") or clock.today()
        first = attrs.get("first") or last - USUAL
        if first > last:
            sentence = _("The last day comes before the first. Ask for them the other way round.")
            raise serializers.ValidationError({"last": sentence})
        return {"start": midnight(first), "end": midnight(last + timedelta(days=1))}


class LeadTimeSerializer(serializers.Serializer[Any]):
    """From the step before it; half of the rounds took less than the median."""

    step = serializers.CharField(source="kind", help_text="As the steps of a round name it.")
    rounds = serializers.IntegerField()
    median_seconds = serializers.SerializerMethodField()
    worst_seconds = serializers.SerializerMethodField()
    worst_region = serializers.CharField(source="region.code")
    slowest = serializers.BooleanField(help_text="Whether no step has a longer median.")

    def get_median_seconds(self, step: LeadTime) -> int:
        return int(step.median.total_seconds())

    def get_worst_seconds(self, step: LeadTime) -> int:
        return int(step.worst.total_seconds())


class LeadTimesMixin:
    """Of a viewset of rounds."""

    @extend_schema(
        summary="How long rounds took until each step",
        parameters=[SpanSerializer],
        responses={200: LeadTimeSerializer(many=True), **problems(400)},
        filters=False,
    )
    @action(detail=False, methods=["get"], url_path="lead-times", pagination_class=None)
    def lead_times(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        asked = SpanSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        user: Any = request.user
        found = lead_times(user, **asked.validated_data)
        return Response(LeadTimeSerializer(found, many=True).data)
