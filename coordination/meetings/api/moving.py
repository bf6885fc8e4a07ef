"""Moving a meeting: what would move along, doing it, and its undo."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, VERSIONED, WRITTEN, problems
from coordination.kit.fields import MomentField

from ..services.moving import Wanted, foresee, move_meeting, undo_move
from .serializers import MeetingSerializer


class WhereToSerializer(serializers.Serializer[Any]):
    starts_at = MomentField()
    ends_at = MomentField()
    place = serializers.CharField(required=False, allow_blank=True, help_text="Else as it is.")


class MoveMeetingSerializer(WhereToSerializer):
    reason = serializers.CharField(required=False, allow_blank=True)
    silent = serializers.BooleanField(required=False, default=False, help_text="Mail nobody.")
    mark = serializers.CharField(
        required=False,
        allow_blank=True,
        max_length=40,
        help_text="Of the preview you looked at: what changed since is refused with 412.",
    )


class UndoMoveSerializer(serializers.Serializer[Any]):
    silent = serializers.BooleanField(required=False, default=False, help_text="Mail nobody.")


class WhenSerializer(serializers.Serializer[Any]):
    starts_at = MomentField()
    ends_at = MomentField()
    place = serializers.CharField()


class MoveSerializer(serializers.Serializer[Any]):
    meeting = serializers.UUIDField(source="meeting.pk")
    was = WhenSerializer()
    becomes = WhenSerializer()


class ShiftSerializer(serializers.Serializer[Any]):
    """Something that hangs on a meeting; one that `stays` was set by hand."""

    kind = serializers.CharField(source="source")
    id = serializers.UUIDField(source="noun.pk")
    what = serializers.CharField()
    was = MomentField()
    becomes = MomentField()
    stays = serializers.BooleanField()


class ToldSerializer(serializers.Serializer[Any]):
    """Who gets one mail, and about which of these."""

    who = serializers.CharField(source="label")
    meetings = serializers.SerializerMethodField()
    shifts = serializers.SerializerMethodField()

    def get_meetings(self, told: Any) -> list[str]:
        return [str(move.meeting.pk) for move in told.moves]

    def get_shifts(self, told: Any) -> list[str]:
        return [str(shift.noun.pk) for shift in told.shifts]


class MovePlanSerializer(serializers.Serializer[Any]):
    """Before and after of everything that moves; `mark` goes along with the move itself."""

    mark = serializers.CharField()
    moves = MoveSerializer(many=True)
    shifts = ShiftSerializer(many=True)
    told = ToldSerializer(many=True)


WHERE_TO = OpenApiExample(
    "Friday's meeting on Thursday",
    value={
        "starts_at": "2020-11-05T14:00:00+01:00",
        "ends_at": "2020-11-05T15:00:00+01:00",
        "reason": "De minister is vrijdag in Brussel",
    },
    request_only=True,
)


def shown(plan: Any, mark: str) -> dict[str, Any]:
    """A preview with its mark, as the API says it."""
    said = {"mark": mark, "moves": plan.moves, "shifts": plan.shifts, "told": plan.told}
    found: dict[str, Any] = MovePlanSerializer(said).data
    return found


class Moves:
    """Of a meeting: it goes elsewhere with everything that hangs on it."""

    @extend_schema(
        summary="What would move along with a meeting; changes nothing",
        request=WhereToSerializer,
        responses={200: MovePlanSerializer, **problems(*WRITTEN)},
        examples=[WHERE_TO],
    )
    @action(detail=True, methods=["post"], url_path="move-preview")
    def move_preview(self: Any, request: Request, pk: str) -> Response:
        meeting = self.get_object()
        sent = self.sent(WhereToSerializer)
        by, at = sent.pop("by"), sent.pop("at")
        wanted = Wanted(meeting=meeting, version=meeting.version, **sent)
        return Response(shown(*foresee(wanted=[wanted], by=by, at=at)))

    @extend_schema(
        summary="Move a planned meeting with everything that hangs on it; each is told once",
        request=MoveMeetingSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: MeetingSerializer, **problems(*VERSIONED)},
        examples=[WHERE_TO],
    )
    @action(detail=True, methods=["post"])
    def move(self: Any, request: Request, pk: str) -> Response:
        moved = move_meeting(
            meeting=self.get_object(), version=self.version(), **self.sent(MoveMeetingSerializer)
        )
        response: Response = self.said(moved)
        return response

    @extend_schema(
        summary="Put a moved meeting back, with everything that moved along",
        request=UndoMoveSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: MeetingSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"], url_path="undo-move")
    def undo_move(self: Any, request: Request, pk: str) -> Response:
        back = undo_move(
            meeting=self.get_object(), version=self.version(), **self.sent(UndoMoveSerializer)
        )
        response: Response = self.said(back)
        return response
