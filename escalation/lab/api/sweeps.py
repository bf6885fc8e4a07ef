"""/api/v1/sweeps: many variants over a grid, asked for and read once they are done."""

from typing import Any

from drf_spectacular.utils import (
    OpenApiExample,
    extend_schema,
    extend_schema_field,
    extend_schema_view,
)
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems
from coordination.meetings.api.base import VisibleField
from escalation.ladder.models import Ladder

from ..models import MOST_HYSTERESIS, MOST_WEEKS, Sweep
from ..queries.grids import ALL, Grid
from ..queries.sweeps import swept_of
from ..queries.variants import list_sweeps
from ..replaying.results import SWEPT
from ..services.asking import ask_sweep
from .runs import RUN, RunFilterSerializer, Runs, SpanSerializer, VersionsSerializer


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


class SweepSerializer(VersionsSerializer, serializers.ModelSerializer[Sweep]):
    """`points` holds a row per point, the first of what they are held against; see `columns`."""

    columns = serializers.SerializerMethodField()
    points = serializers.SerializerMethodField()
    edge = serializers.SerializerMethodField(
        help_text=(
            "Places in `points` of which no other is as good in changes, days won and region-days "
            "above together; the most balanced first. Null until it is done."
        )
    )

    class Meta:
        model = Sweep
        fields = [*RUN, "versions", "grid", "size", "columns", "points", "edge"]
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

    @extend_schema_field(serializers.ListField(child=serializers.IntegerField(), allow_null=True))
    def get_edge(self, sweep: Sweep) -> list[int] | None:
        return swept_of(sweep).edge_first if sweep.is_done else None


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
