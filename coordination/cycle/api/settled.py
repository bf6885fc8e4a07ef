"""/api/v1/settled: of a cycle, what went up to ministers and what officials settled."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit import clock
from coordination.kit.asof import AsOfSerializer, moment
from coordination.kit.documented import problems
from coordination.kit.fields import DayField
from coordination.kit.resources import Resource
from coordination.people.rights.api import ByRole

from ..models import Cadence
from ..queries.settled import UNEXPLAINED, Filters, settled_page
from ..settled import Course

COURSES = [*Course.values, UNEXPLAINED]


class AskedSerializer(AsOfSerializer):
    cadence = serializers.UUIDField(required=False, help_text="The first you may see unless said.")
    day = DayField(required=False, help_text="A day in the cycle; today unless said.")
    course = serializers.ChoiceField(
        choices=COURSES, required=False, help_text="Narrows the list, not the counts."
    )
    body = serializers.CharField(required=False, max_length=40)
    ministry = serializers.CharField(required=False, max_length=40)


class SettledCountSerializer(serializers.Serializer[Any]):
    """`unexplained` went up without "why here?"; those before are of the cycle before."""

    up = serializers.IntegerField()
    lower = serializers.IntegerField()
    unexplained = serializers.IntegerField()
    up_before = serializers.IntegerField()
    lower_before = serializers.IntegerField()


class SettledRowSerializer(serializers.Serializer[Any]):
    key = serializers.CharField(help_text="A code, or - where there is none.")
    name = serializers.CharField(source="label")
    count = SettledCountSerializer()


class SettledCaseSerializer(serializers.Serializer[Any]):
    course = serializers.ChoiceField(choices=Course.choices)
    at = serializers.DateTimeField()
    title = serializers.CharField()
    url = serializers.CharField()
    why = serializers.CharField()
    body = serializers.CharField(source="body_key")
    ministry = serializers.CharField(source="ministry_key")


class SettledCycleSerializer(serializers.Serializer[Any]):
    cadence = serializers.UUIDField(source="cadence.pk")
    number = serializers.IntegerField()
    first = serializers.DateField()
    last = serializers.DateField()
    total = SettledCountSerializer()
    bodies = SettledRowSerializer(many=True)
    ministries = SettledRowSerializer(many=True)
    cases = SettledCaseSerializer(many=True)


class SettledViewSet(Resource):
    """Nobody is told of what she may not see: the counts are of her own list."""

    permission_classes = [ByRole]
    action_name = "cycle.read"
    serializer_class = SettledCycleSerializer
    queryset = Cadence.objects.none()

    @extend_schema(
        summary="What went up to ministers in a cycle, and what officials settled",
        parameters=[AskedSerializer],
        responses={200: SettledCycleSerializer(many=True), **problems(400)},
    )
    def list(self, request: Request) -> Response:
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        sent, then = asked.validated_data, moment(request)
        user: Any = request.user
        found = settled_page(
            user,
            today=clock.today(),
            cadence=str(sent.get("cadence", "")),
            day=sent.get("day"),
            filters=Filters(sent.get("course", ""), sent.get("body", ""), sent.get("ministry", "")),
            at=then.at if then else None,
        )
        rows = [found] if found else []
        return Response({"results": SettledCycleSerializer(rows, many=True).data})
