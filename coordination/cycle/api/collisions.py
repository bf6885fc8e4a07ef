"""/api/v1/collisions: what cannot both be, in the meetings you may see."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit import clock
from coordination.kit.documented import problems
from coordination.kit.fields import DayField
from coordination.kit.moments import midnight
from coordination.kit.resources import Resource
from coordination.meetings.models import Meeting
from coordination.people.rights.api import ByRole

from ..queries.collisions import collisions_between
from ..remarks import remark_on

LONGEST = dt.timedelta(days=62)
AHEAD = dt.timedelta(weeks=6)


class BetweenSerializer(serializers.Serializer[Any]):
    since = DayField(required=False, help_text="First day; today unless said.")
    until = DayField(required=False, help_text="Last day; six weeks later unless said.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        since = attrs.get("since", clock.today())
        until = attrs.get("until", since + AHEAD)
        if not dt.timedelta(0) <= until - since <= LONGEST:
            raise serializers.ValidationError(
                {"until": _("Ask for at most 62 days, first day first.")}
            )
        return {"since": since, "until": until}


class CollisionSerializer(serializers.Serializer[Any]):
    """`meetings` are one or two, the one that comes first by its rhythm or its hour in front."""

    kind = serializers.ChoiceField(choices=["person", "room", "papers", "order"])
    meetings: Any = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True, pk_field=serializers.UUIDField()
    )
    people: Any = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True, pk_field=serializers.UUIDField()
    )
    sentence = serializers.SerializerMethodField(help_text="Seen from the first meeting.")

    def get_sentence(self, collision: Any) -> str:
        return str(remark_on(collision, collision.meetings[0]).sentence)


class CollisionViewSet(Resource):
    """Shown, never a block."""

    permission_classes = [ByRole]
    action_name = "cycle.read"
    serializer_class = CollisionSerializer
    queryset = Meeting.objects.none()

    @extend_schema(
        summary="Collisions of coming meetings",
        parameters=[BetweenSerializer],
        responses={200: CollisionSerializer(many=True), **problems(400)},
    )
    def list(self, request: Request) -> Response:
        asked = BetweenSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        since, until = asked.validated_data["since"], asked.validated_data["until"]
        user: Any = request.user
        found = collisions_between(
            user,
            midnight(since),
            midnight(until + dt.timedelta(days=1)),
            at=clock.now(),
        )
        return Response({"results": CollisionSerializer(found, many=True).data})
