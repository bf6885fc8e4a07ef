"""/api/v1/exercises: begun, its clock set, its figures made, and what those who play did."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_field
from drf_spectacular.utils import extend_schema_view as documented
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit import clock
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.kit.fields import MomentField
from coordination.people.models import Organisation
from escalation.regions.generating import Wave

from ..models import FASTEST, Exercise
from ..queries.acting import acts_lately
from ..queries.lists import last_setting
from ..services.clock import set_clock
from ..services.figures import ScenarioFacts, set_scenario
from ..services.starting import start_exercise
from .base import OnlyInExercise


class StoryClockSerializer(serializers.Serializer[Any]):
    """Where the story stands; `last` is the number of its setting, to be sent with the next one."""

    now = serializers.DateTimeField()
    speed = serializers.IntegerField(help_text="0 stands still, 1 is as fast as real.")
    last = serializers.IntegerField()


class ExerciseSerializer(serializers.ModelSerializer[Exercise]):
    """Its figures hang on seed, first day, days, level and waves alone."""

    id = serializers.UUIDField(source="pk")
    title = serializers.CharField(source="dossier.title")
    clock = serializers.SerializerMethodField()

    class Meta:
        model = Exercise
        fields = [
            "id", "title", "dossier", "clock", "seed", "first_day", "days", "level", "waves",
            "brought_to", "started_at", "started_by", "version",
        ]  # fmt: skip
        read_only_fields = fields

    @extend_schema_field(StoryClockSerializer)
    def get_clock(self, exercise: Exercise) -> dict[str, Any]:
        return _clock()


def _clock() -> dict[str, Any]:
    last = last_setting()
    speed, number = (last.speed, last.pk) if last else (1, 0)
    return {"now": clock.now(), "speed": speed, "last": number}


class StartSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)
    owner = serializers.SlugRelatedField(
        slug_field="code", queryset=Organisation.objects.filter(active=True),
        help_text="Code of the organisation that leads it.",
    )  # fmt: skip


class SetClockSerializer(serializers.Serializer[Any]):
    """Without `story_at` the story goes on from where it stands."""

    speed = serializers.IntegerField(min_value=0, max_value=FASTEST)
    last = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    story_at = MomentField(required=False, allow_null=True, default=None)
    back = serializers.BooleanField(required=False, default=False)


class WaveSerializer(serializers.Serializer[Any]):
    """Top per 100,000 a day, on which day from the first, days of rise and of fall."""

    top = serializers.FloatField(min_value=0.01, max_value=500)
    at = serializers.FloatField(min_value=-999, max_value=999)
    rise = serializers.FloatField(min_value=1, max_value=200, default=14.0)
    fall = serializers.FloatField(min_value=1, max_value=200, default=26.0)


class FiguresSerializer(serializers.Serializer[Any]):
    """`history` and `ahead` are days before and after the day on which the story stands."""

    seed = serializers.IntegerField(min_value=0, max_value=2**31 - 1)
    history = serializers.IntegerField(min_value=28, max_value=729)
    ahead = serializers.IntegerField(min_value=1, max_value=702)
    base = serializers.DecimalField(max_digits=5, decimal_places=2, min_value=0, max_value=200)
    waves = WaveSerializer(many=True, required=False, default=list)


class ActSerializer(serializers.Serializer[Any]):
    """A deed of somebody who plays, from the record."""

    at = serializers.DateTimeField(source="event.at")
    who = serializers.CharField()
    action = serializers.CharField(source="event.action")


FIGURES = OpenApiExample(
    "A wave that is at its top in six weeks",
    value={"seed": 7, "history": 98, "ahead": 120, "base": "1.20",
           "waves": [{"top": 42, "at": 140, "rise": 14, "fall": 26}]},
    request_only=True,
)  # fmt: skip


@documented(
    list=extend_schema(summary="Exercises you lead"),
    retrieve=extend_schema(
        summary="One exercise, with where its clock stands",
        responses={200: ExerciseSerializer, **problems(*READ)},
    ),
)
class ExerciseViewSet(OnlyInExercise):
    """Only in an instance that is an exercise."""

    http_method_names = ["get", "post", "head", "options"]
    serializer_class = ExerciseSerializer
    queryset = Exercise.objects.none()

    def get_queryset(self) -> Any:
        rows = Exercise.objects.visible_to(self.request.user).select_related("dossier")
        return rows.order_by("-started_at", "pk")

    @extend_schema(
        summary="Begin an exercise, in a dossier of its own",
        request=StartSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: ExerciseSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        return self.said(start_exercise(**self.sent(StartSerializer)), 201)

    @extend_schema(
        summary="Set the clock of the story: at a moment, faster, or standing still",
        request=SetClockSerializer,
        parameters=[IDEMPOTENCY],
        responses={200: StoryClockSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"])
    def clock(self, request: Request, pk: str) -> Response:
        set_clock(exercise=self.get_object(), **self.sent(SetClockSerializer))
        return Response(StoryClockSerializer(_clock()).data)

    @extend_schema(
        summary="Make its figures anew, also those of the past",
        request=FiguresSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        examples=[FIGURES],
        responses={200: ExerciseSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"])
    def figures(self, request: Request, pk: str) -> Response:
        found: Exercise = self.get_object()
        sent = self.sent(FiguresSerializer)
        waves = tuple(Wave(**one) for one in sent["waves"])
        facts = ScenarioFacts(sent["seed"], sent["history"], sent["ahead"], sent["base"], waves)
        set_scenario(exercise=found, facts=facts, version=self.version(), **self.deed())
        return self.said(found)

    @extend_schema(
        summary="The last deeds of those who play, newest first",
        responses={200: ActSerializer(many=True), **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def acts(self, request: Request, pk: str) -> Response:
        now = self.deed()
        rows = acts_lately(self.get_object(), reader=now["by"], at=now["at"])
        return Response(ActSerializer(rows, many=True).data)
