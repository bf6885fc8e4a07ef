"""/api/v1/due: who owes what by when, now or as of a moment."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.asof import AsOfSerializer, moment
from coordination.kit.documented import problems
from coordination.kit.resources import Resource
from coordination.people.rights.api import ByRole

from ..due import due_items
from ..models import Deadline
from ..queries.due import LAST_PAGE, Wanted, list_due
from ..queries.due_then import list_due_then

WHOSE = {"me": "mij", "us": "ons"}


class AskedSerializer(AsOfSerializer):
    kind = serializers.CharField(required=False, max_length=60, help_text="A name in `kind`.")
    organisation = serializers.CharField(required=False, max_length=40, help_text="Its code.")
    dossier = serializers.CharField(required=False, max_length=11, help_text="Its number.")
    whose = serializers.ChoiceField(choices=list(WHOSE), required=False)
    met = serializers.BooleanField(required=False, help_text="What was met, the last first.")
    page = serializers.IntegerField(required=False, min_value=1, max_value=LAST_PAGE)


class DueSerializer(serializers.Serializer[Any]):
    """`id` is that of the thing itself: a point, a deadline, a decision."""

    kind = serializers.CharField()
    id = serializers.UUIDField(source="pk")
    number = serializers.CharField()
    what = serializers.CharField()
    due_at = serializers.DateTimeField()
    whole_day = serializers.BooleanField()
    owner = serializers.CharField(source="owner_label")
    organisation = serializers.UUIDField()
    dossier = serializers.UUIDField()
    is_open = serializers.BooleanField()
    url = serializers.CharField()


class DueThenSerializer(serializers.Serializer[Any]):
    """As of a moment also what became of it: `still_open` and `now_due_at` as it stands today."""

    def to_representation(self, row: Any) -> dict[str, Any]:
        now = row.now.due_at.isoformat() if row.now else None
        became = {"still_open": row.now is not None, "now_due_at": now}
        return {**DueSerializer(row.item).data, **became}


class DueViewSet(Resource):
    permission_classes = [ByRole]
    action_name = "cycle.read"
    serializer_class = DueSerializer
    queryset = Deadline.objects.none()

    @extend_schema(
        summary="What is due and open, or as of a moment with what became of it",
        parameters=[AskedSerializer],
        responses={200: DueSerializer(many=True), **problems(400)},
    )
    def list(self, request: Request) -> Response:
        asked = AskedSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        sent, then = asked.validated_data, moment(request)
        kind = sent.get("kind", "")
        if kind and kind not in due_items:
            raise serializers.ValidationError({"kind": ", ".join(due_items.names())})
        wanted = Wanted(
            kind=kind,
            organisation=sent.get("organisation", "").replace("\0", ""),
            dossier=sent.get("dossier", ""),
            whose=WHOSE.get(sent.get("whose", ""), ""),
            met=sent.get("met", False),
            page=sent.get("page", 1),
        )
        user: Any = request.user
        if then is None:
            page = list_due(user, wanted)
            return Response({"results": DueSerializer(page.rows, many=True).data})
        back = list_due_then(user, wanted, at=then.at)
        return Response({"as_of": then.at, "results": DueThenSerializer(back.rows, many=True).data})
