"""/api/v1/determinations: the levels an office set, from the sitting to the publication."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.decisions.models import Decision
from coordination.kit.api import expected_version
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.kit.fields import DayField, MomentField
from coordination.meetings.api.base import VisibleField
from coordination.people.models import Post
from escalation.regions.models import Region

from ..models import Determination, Level
from ..queries.history import with_decisions
from ..services.contacts import inform_regions
from ..services.determining import Choice, Sitting, determine_levels
from ..services.publishing import (
    confirm_determination,
    publish_determinations,
    withdraw_determinations,
)
from .decided import DecidedMixin, SeenDecisionField
from .historic import HistoricMixin
from .proposals import ByRegionSerializer, OfRegion

MOST = 50
SITTING = OpenApiExample(
    "Two regions by one new decision",
    value={
        "post": "0b7c3f6e-6f4c-4f8e-9a55-0d5d7b1f2a11",
        "in_force_at": "2020-10-14T22:00:00+02:00",
        "text": "Inschaling vastgesteld.",
        "levels": [
            {
                "region": "8f0a2f52-3d0c-4a6e-8a61-5a5b0d2f7c01",
                "level": "b0c5a4de-1d2f-4c3b-8a55-5d6f0d2f9a02",
                "deviation": "Druk op de zorg in de buurregio.",
            }
        ],
    },
    request_only=True,
)


class DeterminationSerializer(serializers.ModelSerializer[Determination]):
    """Provisional until published; without a level the escalation of the region is ended.

    With a `basis` it was read in from a list of levels that were set elsewhere, its `source`.
    `decision` is null for who may not see it.
    """

    rank = serializers.IntegerField(source="level.rank", read_only=True, default=None)
    decision = SeenDecisionField()

    class Meta:
        model = Determination
        fields = [
            "id", "region", "level", "rank", "previous", "proposal", "round", "assessment", "post",
            "decision", "deviation", "lowers", "in_force_at", "next_on", "embargo_until",
            "determined_at", "determined_by", "confirmed_at", "confirmed_by", "informed_at",
            "published_at", "withdrawn_at", "basis", "source", "version",
        ]  # fmt: skip
        read_only_fields = fields


class ChoiceSerializer(serializers.Serializer[Any]):
    region = VisibleField(Region)
    level = serializers.PrimaryKeyRelatedField(
        queryset=Level.objects.select_related("ladder"), allow_null=True
    )
    deviation = serializers.CharField(
        max_length=2000, required=False, allow_blank=True, default="",
        help_text="Why it is another level than the rule gives.",
    )  # fmt: skip


class SittingSerializer(serializers.Serializer[Any]):
    """A recorded `decision` of the office, or the `text` of one that is recorded with it."""

    post = VisibleField(Post)
    in_force_at = MomentField()
    decision = VisibleField(Decision, required=False, allow_null=True)
    text = serializers.CharField(max_length=10_000, required=False, allow_blank=True)
    taken_on = DayField(required=False, allow_null=True)
    next_on = DayField(required=False, allow_null=True)
    embargo_until = MomentField(required=False, allow_null=True)
    seen_at = MomentField(
        required=False, allow_null=True,
        help_text="When you read the levels that stand; refuses where one was published since.",
    )  # fmt: skip
    levels = serializers.ListField(child=ChoiceSerializer(), max_length=MOST, allow_empty=False)


class SeveralSerializer(serializers.Serializer[Any]):
    determinations = serializers.ListField(
        child=VisibleField(Determination), max_length=MOST, allow_empty=False
    )


class InformSerializer(SeveralSerializer):
    with_whom = serializers.CharField(max_length=100)
    spoken_at = MomentField()
    text = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")


def _several(summary: str, asks: Any, code: int = 200) -> Any:
    return extend_schema(
        summary=summary,
        request=asks,
        parameters=[IDEMPOTENCY],
        responses={code: DeterminationSerializer(many=True), **problems(*WRITTEN)},
        examples=[SITTING] if asks is SittingSerializer else [],
    )


@extend_schema_view(
    list=extend_schema(summary="Determinations, newest first", parameters=[ByRegionSerializer]),
    retrieve=extend_schema(
        summary="One determination", responses={200: DeterminationSerializer, **problems(*READ)}
    ),
)
class DeterminationViewSet(HistoricMixin, DecidedMixin, OfRegion):
    action_names = {
        **dict.fromkeys(
            ("create", "inform", "publish", "withdraw", "import_list", "take_back"),
            "levels.determine",
        ),
        "confirm": "levels.confirm",
    }
    serializer_class = DeterminationSerializer
    queryset = Determination.objects.none()
    order = ("-in_force_at", "-determined_at")

    def get_queryset(self) -> Any:
        return with_decisions(super().get_queryset(), self.request.user).select_related("level")

    @_several("Determine many regions in one sitting, all or none", SittingSerializer, 201)
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = self.sent(SittingSerializer)
        deed = {"by": sent.pop("by"), "at": sent.pop("at")}
        choices = [Choice(**one) for one in sent.pop("levels")]
        made = determine_levels(choices=choices, sitting=Sitting(**sent), **deed)
        return self._all(made, status=201)

    @extend_schema(
        summary="Confirm a lower level as the second person",
        request=None,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: DeterminationSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        row, version = self.get_object(), expected_version(request)
        deed = {"version": version, **self.deed()}
        return self.said(confirm_determination(determination=row, **deed))

    @_several("Tick that regions were told their level", InformSerializer)
    @action(detail=False, methods=["post"])
    def inform(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._all(inform_regions(**self.sent(InformSerializer)))

    @_several("Publish levels, all or none", SeveralSerializer)
    @action(detail=False, methods=["post"])
    def publish(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._all(publish_determinations(**self.sent(SeveralSerializer)))

    @_several("Take back levels that are not published", SeveralSerializer)
    @action(detail=False, methods=["post"])
    def withdraw(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return self._all(withdraw_determinations(**self.sent(SeveralSerializer)))

    def _all(self, rows: Any, status: int = 200) -> Response:
        """As they stand now, in the order in which the service gave them."""
        found = self.get_queryset().in_bulk([row.pk for row in rows])
        now = [found[row.pk] for row in rows]
        return Response(self.get_serializer(now, many=True).data, status=status)
