"""/api/v1/replays and /api/v1/sweeps: asked for, and read once they are done."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_field,
    extend_schema_view,
)
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems
from coordination.kit.fields import DayField, MomentField
from coordination.meetings.api.base import Nouns, VisibleField
from escalation.ladder.models import Ladder

from ..models import MOST_HYSTERESIS, MOST_WEEKS, ProcessVariant, Replay, Sweep, Variant
from ..queries.grids import ALL, Grid
from ..queries.showing import main_of
from ..queries.variants import list_replays, list_sweeps
from ..replaying.results import SWEPT, summary_of
from ..services.asking import SpanFacts, ask_replay, ask_sweep
from ..services.drafting import draft_replayed

RUN = [
    "id", "ladder", "process", "first", "last", "known_at", "flip_weeks", "status", "share",
    "sentence", "asked_at", "asked_by", "ended_at", "sha256", "dossier",
]  # fmt: skip


class SummarySerializer(serializers.Serializer[Any]):
    """Over all regions; days are region-days against what the office determined."""

    won = serializers.IntegerField()
    ahead = serializers.IntegerField()
    level = serializers.IntegerField()
    behind = serializers.IntegerField()
    never = serializers.IntegerField()
    median = serializers.FloatField(allow_null=True)
    rises = serializers.IntegerField()
    falls = serializers.IntegerField()
    flips = serializers.IntegerField()
    above = serializers.IntegerField()
    below = serializers.IntegerField()
    same = serializers.IntegerField()
    unknown = serializers.IntegerField()
    upward = serializers.IntegerField(help_text="Changes that go up to ministers.")


class ReplaySerializer(serializers.ModelSerializer[Replay]):
    """Of the variant, and of the ladder it is held against; null until it is done."""

    summary = serializers.SerializerMethodField()
    ladder_summary = serializers.SerializerMethodField()
    levels = serializers.SerializerMethodField(
        help_text="By region, a digit a day from `first` on; 0 where there is no level."
    )

    class Meta:
        model = Replay
        fields = [*RUN, "variant", "summary", "ladder_summary", "levels"]
        read_only_fields = fields

    @extend_schema_field(SummarySerializer(allow_null=True))
    def get_summary(self, replay: Replay) -> Any:
        return _summary(replay, main_of(replay))

    @extend_schema_field(SummarySerializer(allow_null=True))
    def get_ladder_summary(self, replay: Replay) -> Any:
        return _summary(replay, "ladder")

    @extend_schema_field(serializers.DictField(child=serializers.CharField(), allow_null=True))
    def get_levels(self, replay: Replay) -> Any:
        return replay.found[main_of(replay)]["levels"] if replay.is_done else None


def _summary(replay: Replay, name: str) -> dict[str, Any] | None:
    return asdict(summary_of(replay.found[name])) if replay.is_done else None


class SpanSerializer(serializers.Serializer[Any]):
    first = DayField()
    last = DayField()
    known_at = MomentField(required=False, allow_null=True, default=None)
    flip_weeks = serializers.IntegerField(required=False, default=2, min_value=1, max_value=26)
    process = VisibleField(ProcessVariant, required=False, allow_null=True, default=None)


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


class RunFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    ladder = serializers.UUIDField(required=False)


class Runs(Nouns):
    """What the resources of runs share."""

    action_name = "lab.read"
    http_method_names = ["get", "post", "head", "options"]
    filter_serializer = RunFilterSerializer
    rows: Any = staticmethod(list_replays)

    def get_queryset(self) -> Any:
        rows = self.rows(self.request.user)
        if getattr(self, "action", "") == "list":
            return rows.filter(**self.wanted())
        return rows.defer("asks")

    def span(self, sent: dict[str, Any]) -> SpanFacts:
        names = ("first", "last", "known_at", "flip_weeks", "process")
        return SpanFacts(**{name: sent[name] for name in names})


@extend_schema_view(
    list=extend_schema(summary="Replays, newest first", parameters=[RunFilterSerializer]),
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


class GridSerializer(serializers.Serializer[Any]):
    """`which` is `all`, and then the range is in per cent, or `indicator/rank` in its own unit."""

    which = serializers.CharField(max_length=60, required=False, default=ALL)
    lowest = serializers.DecimalField(max_digits=10, decimal_places=2)
    highest = serializers.DecimalField(max_digits=10, decimal_places=2)
    step = serializers.DecimalField(max_digits=10, decimal_places=2)
    windows = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=28), max_length=28, allow_empty=False,
        help_text="Days that count; 0 is the last whole week, Monday to Sunday.",
    )  # fmt: skip
    weeks_up = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_WEEKS), max_length=8,
        allow_empty=False,
    )  # fmt: skip
    weeks_down = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=MOST_WEEKS), max_length=8,
        allow_empty=False,
    )  # fmt: skip
    hysteresis = serializers.ListField(
        child=serializers.IntegerField(min_value=0, max_value=MOST_HYSTERESIS), max_length=91,
        allow_empty=False,
    )  # fmt: skip


class AskSweepSerializer(SpanSerializer):
    ladder = VisibleField(Ladder)
    grid = GridSerializer()


class SweepSerializer(serializers.ModelSerializer[Sweep]):
    """`points` holds a row per point, the first of the ladder as it stands; see `columns`."""

    columns = serializers.SerializerMethodField()
    points = serializers.SerializerMethodField()

    class Meta:
        model = Sweep
        fields = [*RUN, "grid", "size", "columns", "points"]
        read_only_fields = fields

    @extend_schema_field(serializers.ListField(child=serializers.CharField()))
    def get_columns(self, sweep: Sweep) -> list[str]:
        return list(SWEPT)

    @extend_schema_field(
        serializers.ListField(
            child=serializers.ListField(child=serializers.IntegerField()), allow_null=True
        )
    )
    def get_points(self, sweep: Sweep) -> list[list[int]] | None:
        found: list[list[int]] | None = sweep.found.get("points")
        return found


class SweepRowSerializer(serializers.ModelSerializer[Sweep]):
    """A sweep in a list, without its points."""

    class Meta:
        model = Sweep
        fields = [*RUN, "grid", "size"]
        read_only_fields = fields


SWEEP = OpenApiExample(
    "All bounds from 60 to 120 per cent",
    value={
        "ladder": "8f0a2f52-3d0c-4a6e-8a61-5a5b0d2f7c01",
        "first": "2020-09-18",
        "last": "2020-12-19",
        "grid": {"which": "all", "lowest": "60", "highest": "120", "step": "5", "windows": [7],
                 "weeks_up": [1], "weeks_down": [1, 2], "hysteresis": [0, 10]},
    },
    request_only=True,
)  # fmt: skip


@extend_schema_view(
    list=extend_schema(
        summary="Sweeps, newest first",
        parameters=[RunFilterSerializer],
        responses=SweepRowSerializer(many=True),
    ),
    retrieve=extend_schema(
        summary="How far a sweep is, or what came of its points",
        responses={200: SweepSerializer, **problems(*READ)},
    ),
)
class SweepViewSet(Runs):
    """Many variants over a grid; of a large one ask again until it is over."""

    action_names = {"create": "lab.run"}
    serializer_class = SweepSerializer
    queryset = Sweep.objects.none()
    rows = staticmethod(list_sweeps)

    def get_serializer_class(self) -> Any:
        return SweepRowSerializer if self.action == "list" else SweepSerializer

    @extend_schema(
        summary="Sweep a grid",
        request=AskSweepSerializer,
        parameters=[IDEMPOTENCY],
        examples=[SWEEP],
        responses={201: SweepSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(AskSweepSerializer)
        asked = ask_sweep(
            ladder=sent["ladder"], grid=_grid(sent["grid"]), facts=self.span(sent), **self.deed()
        )
        return self.said(asked, 201)


def _grid(sent: dict[str, Any]) -> Grid:
    axes = {
        name: tuple(sorted(set(sent[name])))
        for name in ("windows", "weeks_up", "weeks_down", "hysteresis")
    }
    lowest, highest, step = sent["lowest"], sent["highest"], sent["step"]
    return Grid(sent["which"], lowest, highest, step, **axes)
