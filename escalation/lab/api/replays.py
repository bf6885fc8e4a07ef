"""/api/v1/replays: asked for, read once they are done, repeated, and made a draft."""

from dataclasses import asdict, replace
from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems
from coordination.kit.http import get_visible
from coordination.meetings.api.base import VisibleField
from escalation.ladder.models import Ladder

from ..describing import followed
from ..models import Replay, RunStatus, Variant
from ..queries.checking import check_replay
from ..queries.settling import settled
from ..queries.showing import main_of, shown
from ..replaying.results import summary_of
from ..services.asking import ask_replay
from ..services.drafting import draft_replayed
from .runs import RUN, RunFilterSerializer, Runs, SpanSerializer


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


class FollowedSerializer(serializers.Serializer[Any]):
    """A version of the ladder on the days of the span on which it was in force."""

    code = serializers.CharField()
    first = serializers.DateField()
    last = serializers.DateField()


class ReplayRowSerializer(serializers.ModelSerializer[Replay]):
    """In a list: of the variant, and of the ladder it is held against; null until it is done."""

    summary = serializers.SerializerMethodField()
    ladder_summary = serializers.SerializerMethodField()

    class Meta:
        model = Replay
        fields = [*RUN, "variant", "in_force", "summary", "ladder_summary"]
        read_only_fields = fields

    @extend_schema_field(SummarySerializer(allow_null=True))
    def get_summary(self, replay: Replay) -> Any:
        return _summary(replay, main_of(replay))

    @extend_schema_field(SummarySerializer(allow_null=True))
    def get_ladder_summary(self, replay: Replay) -> Any:
        return _summary(replay, "ladder")


class ReplaySerializer(ReplayRowSerializer):
    """The same, with its levels day by day."""

    levels = serializers.SerializerMethodField(
        help_text="By region, a digit a day from `first` on; 0 where there is no level."
    )
    versions = serializers.SerializerMethodField(
        help_text="With `in_force` the versions of the ladder that were followed by date."
    )

    class Meta(ReplayRowSerializer.Meta):
        fields = [*ReplayRowSerializer.Meta.fields, "versions", "levels"]
        read_only_fields = fields

    @extend_schema_field(serializers.DictField(child=serializers.CharField(), allow_null=True))
    def get_levels(self, replay: Replay) -> Any:
        return replay.found[main_of(replay)]["levels"] if replay.is_done else None

    @extend_schema_field(FollowedSerializer(many=True))
    def get_versions(self, replay: Replay) -> Any:
        found = followed(replay) if replay.in_force else []
        return [{"code": code, "first": first, "last": last} for code, first, last in found]


def _summary(replay: Replay, name: str) -> dict[str, Any] | None:
    return asdict(summary_of(replay.found[name])) if replay.is_done else None


class ChangeSerializer(serializers.Serializer[Any]):
    """A change of a level, from figure to force; days are null where one of the two never came."""

    region = serializers.CharField(source="region.code")
    day = serializers.DateField(help_text="On which the figures gave it.")
    before = serializers.IntegerField()
    after = serializers.IntegerField()
    settler = serializers.CharField(
        source="here.settler", help_text="`region`, `officials`, or empty: up to the minister."
    )
    hours = serializers.IntegerField(source="here.hours", allow_null=True)
    overtaken = serializers.BooleanField(source="here.overtaken")
    in_force = serializers.DateField(source="holds_from", allow_null=True)
    in_force_as_it_is = serializers.DateField(source="held_from", allow_null=True)
    days_earlier = serializers.IntegerField(source="earlier", allow_null=True)
    determined_on = serializers.DateField(allow_null=True)
    days_ahead = serializers.IntegerField(source="ahead", allow_null=True)


class SettlementSerializer(serializers.Serializer[Any]):
    """What a process makes of all changes; `summary` counts levels as they came into force."""

    name = serializers.CharField()
    changes = serializers.IntegerField(source="course.changes")
    up = serializers.IntegerField(source="course.up", help_text="Changes that go up to ministers.")
    by = serializers.DictField(source="course.by", child=serializers.IntegerField())
    hours = serializers.IntegerField(source="course.hours", allow_null=True)
    longest = serializers.IntegerField(source="course.longest", allow_null=True)
    overtaken = serializers.IntegerField(source="course.overtaken")
    summary = SummarySerializer(allow_null=True)


class SettledSerializer(serializers.Serializer[Any]):
    """The process of the replay beside the process as it is, and every change in both."""

    as_it_is = SettlementSerializer(source="now")
    here = SettlementSerializer()
    days_earlier = serializers.IntegerField(source="earlier", allow_null=True)
    changes = ChangeSerializer(many=True)


class CheckSerializer(serializers.Serializer[Any]):
    """`repeated`: the same comes again from what was kept. `then` and `now`: with the figures of
    then, and with those known now."""

    repeated = serializers.BooleanField()
    same_figures = serializers.BooleanField()
    then = SummarySerializer()
    now = SummarySerializer()


class AskReplaySerializer(SpanSerializer):
    """A `variant`, or a `ladder` as it stands."""

    variant = VisibleField(Variant, required=False, allow_null=True, default=None)
    ladder = VisibleField(Ladder, required=False, allow_null=True, default=None)
    in_force = serializers.BooleanField(
        required=False,
        default=False,
        help_text="Hold it against what was in force on each day instead of one ladder.",
    )

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
        facts = replace(self.span(sent), in_force=sent["in_force"])
        asked = ask_replay(ladder=ladder, variant=variant, facts=facts, **self.deed())
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
        summary="Repeat it: from the figures kept with it, and from those known now",
        responses={200: CheckSerializer, **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def check(self, request: Request, pk: str) -> Response:
        return Response(CheckSerializer(check_replay(self._done(pk))).data)

    def _done(self, pk: str) -> Replay:
        """With all that was kept; 404 as long as nothing came of it."""
        rows = self.get_queryset().defer(None).filter(status=RunStatus.DONE)
        found: Replay = get_visible(rows, self.request.user, pk=pk)
        return found
