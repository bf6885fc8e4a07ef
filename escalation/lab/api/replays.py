"""/api/v1/replays: asked for, read once they are done, repeated, and made a draft."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import (
    OpenApiParameter,
    extend_schema,
    extend_schema_field,
    extend_schema_view,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems
from coordination.kit.http import get_visible
from coordination.kit.work import WorkStatus
from coordination.meetings.api.base import VisibleField
from escalation.ladder.models import Ladder

from ..models import Replay, Variant
from ..queries.checking import check_replay
from ..queries.settling import settled
from ..queries.showing import main_of, shown
from ..queries.variants import replays_beside
from ..replaying.results import summary_of
from ..services.asking import ask_replay
from ..services.drafting import draft_replayed
from ..showing import beside
from .runs import RUN, RunFilterSerializer, Runs, SpanSerializer, VersionsSerializer
from .shapes import (
    BesideSerializer,
    CheckSerializer,
    LeadsSerializer,
    RegionCountsSerializer,
    SettledSerializer,
    SummarySerializer,
)


class ReplayRowSerializer(serializers.ModelSerializer[Replay]):
    """In a list: of the variant, and of the ladder it is held against; null until it is done."""

    summary = serializers.SerializerMethodField()
    ladder_summary = serializers.SerializerMethodField()

    class Meta:
        model = Replay
        fields = [*RUN, "variant", "summary", "ladder_summary"]
        read_only_fields = fields

    @extend_schema_field(SummarySerializer(allow_null=True))
    def get_summary(self, replay: Replay) -> Any:
        return _summary(replay, main_of(replay))

    @extend_schema_field(SummarySerializer(allow_null=True))
    def get_ladder_summary(self, replay: Replay) -> Any:
        return _summary(replay, "ladder")


class ReplaySerializer(VersionsSerializer, ReplayRowSerializer):
    """The same, with its levels day by day."""

    levels = serializers.SerializerMethodField(
        help_text="By region, a digit a day from `first` on; 0 where there is no level."
    )

    class Meta(ReplayRowSerializer.Meta):
        fields = [*ReplayRowSerializer.Meta.fields, "versions", "levels"]
        read_only_fields = fields

    @extend_schema_field(serializers.DictField(child=serializers.CharField(), allow_null=True))
    def get_levels(self, replay: Replay) -> Any:
        return replay.found[main_of(replay)]["levels"] if replay.is_done else None


def _summary(replay: Replay, name: str) -> dict[str, Any] | None:
    return asdict(summary_of(replay.found[name])) if replay.is_done else None


class AskReplaySerializer(SpanSerializer):
    """A `variant`, or a `ladder` as it stands."""

    variant = VisibleField(Variant, required=False, allow_null=True, default=None)
    ladder = VisibleField(Ladder, required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["variant"] is None) == (attrs["ladder"] is None):
            raise serializers.ValidationError({"variant": ["Name a variant or a ladder."]})
        return attrs


class LadderDraftSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(max_length=20)
    name = serializers.CharField(max_length=100)


class DraftedSerializer(serializers.Serializer[Any]):
    ladder = serializers.UUIDField()


@extend_schema_view(
    list=extend_schema(
        summary="Replays, newest first",
        parameters=[RunFilterSerializer],
        responses=ReplayRowSerializer(many=True),
    ),
    retrieve=extend_schema(
        summary="How far a replay is, or what came of it",
        responses={200: ReplaySerializer, **problems(*READ)},
    ),
)
class ReplayViewSet(Runs):
    """A short one is done at once; of a long one ask again until it is over."""

    action_names = {"create": "lab.run", "draft": "ladder.change"}
    serializer_class = ReplaySerializer
    queryset = Replay.objects.none()

    def get_serializer_class(self) -> Any:
        return ReplayRowSerializer if self.action == "list" else ReplaySerializer

    @extend_schema(
        summary="Replay a variant, or a ladder as it stands",
        request=AskReplaySerializer,
        parameters=[IDEMPOTENCY],
        responses={201: ReplaySerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(AskReplaySerializer)
        variant = sent["variant"]
        ladder = sent["ladder"] or variant.based_on
        asked = ask_replay(ladder=ladder, variant=variant, facts=self.span(sent), **self.deed())
        return self.said(asked, 201)

    @extend_schema(
        summary="Make what was replayed a draft of the ladder",
        request=LadderDraftSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: DraftedSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"])
    def draft(self, request: Request, pk: str) -> Response:
        found: Replay = self.get_queryset().defer(None).get(pk=self.get_object().pk)
        made = draft_replayed(replay=found, **self.sent(LadderDraftSerializer))
        return Response({"ladder": made.pk}, status=201)

    @extend_schema(
        summary="Every change from figure to force, by its process and as it is",
        responses={200: SettledSerializer, **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def changes(self, request: Request, pk: str) -> Response:
        found = self._done(pk)
        return Response(SettledSerializer(settled(found, shown(found).regions)).data)

    @extend_schema(
        summary="Every determination of these days, and how much earlier it was there",
        responses={200: LeadsSerializer, **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def determinations(self, request: Request, pk: str) -> Response:
        return Response(LeadsSerializer(shown(self._done(pk))).data)

    @extend_schema(
        summary="Every region: days won, changes, days above and below",
        responses={200: RegionCountsSerializer(many=True), **problems(*READ)},
    )
    @action(detail=True, methods=["get"], pagination_class=None)
    def regions(self, request: Request, pk: str) -> Response:
        return Response(RegionCountsSerializer(shown(self._done(pk)).lines, many=True).data)

    @extend_schema(
        summary="Lay it beside another replay of the same days",
        parameters=[OpenApiParameter("other", OpenApiTypes.UUID, OpenApiParameter.PATH)],
        responses={200: BesideSerializer, **problems(*READ)},
    )
    @action(detail=True, methods=["get"], url_path="beside/(?P<other>[0-9a-f-]{36})")
    def beside(self, request: Request, pk: str, other: str) -> Response:
        one = self._done(pk)
        rows = replays_beside(one, request.user).defer(None)
        two = get_visible(rows, request.user, pk=other)
        return Response(BesideSerializer(beside(one, two)).data)

    @extend_schema(
        summary="Repeat it: from the figures kept with it, and from those known now",
        responses={200: CheckSerializer, **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def check(self, request: Request, pk: str) -> Response:
        return Response(CheckSerializer(check_replay(self._done(pk))).data)

    def _done(self, pk: str) -> Replay:
        """With all that was kept; 404 as long as nothing came of it."""
        rows = self.get_queryset().defer(None).filter(status=WorkStatus.DONE)
        found: Replay = get_visible(rows, self.request.user, pk=pk)
        return found
