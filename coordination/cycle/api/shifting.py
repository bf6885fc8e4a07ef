"""Pulling places of a cycle forward together, and putting them back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, WRITTEN, problems
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.api.base import VisibleField
from coordination.meetings.api.moving import MovePlanSerializer, shown
from coordination.meetings.models import Meeting

from ..models import MovedEvent, Slot
from ..services.shifting import Chosen, Shifted, foresee_shift, shift_places, undo_shift


class MeetingVersionSerializer(serializers.Serializer[Any]):
    meeting = VisibleField(Meeting)
    version = serializers.IntegerField(min_value=0)


class ShiftPlacesSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField(min_value=1, max_value=10_000, help_text="Of the cycle.")
    meetings = MeetingVersionSerializer(many=True, required=False)
    events = serializers.ListField(
        child=VisibleField(Slot), required=False, max_length=20, help_text="By their slot."
    )
    by_number = serializers.IntegerField(min_value=1, max_value=100, help_text="How much earlier.")
    later = serializers.BooleanField(required=False, default=False, help_text="Later instead.")
    by_unit = serializers.ChoiceField(choices=Unit.choices, default=Unit.WORKING_DAYS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        meetings = tuple((row["meeting"], row["version"]) for row in attrs.pop("meetings", []))
        attrs["chosen"] = Chosen(meetings, tuple(attrs.pop("events", [])))
        number = attrs.pop("by_number")
        number = -number if attrs.pop("later") else number
        attrs["offset"] = Offset(number, Unit(attrs.pop("by_unit")))
        return attrs


class ShiftAndTellSerializer(ShiftPlacesSerializer):
    reason = serializers.CharField(required=False, allow_blank=True)
    silent = serializers.BooleanField(required=False, default=False, help_text="Mail nobody.")
    mark = serializers.CharField(
        required=False, allow_blank=True, max_length=40, help_text="Of the preview you looked at."
    )


class ShiftedSerializer(serializers.Serializer[Any]):
    """What moved, as undo-shift asks for it."""

    meetings: Any = serializers.SerializerMethodField()
    events: Any = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True, pk_field=serializers.UUIDField()
    )

    def get_meetings(self, shifted: Shifted) -> list[dict[str, Any]]:
        return [{"meeting": str(one.pk), "version": one.version} for one in shifted.meetings]


class UndoShiftSerializer(serializers.Serializer[Any]):
    meetings = MeetingVersionSerializer(many=True, required=False, default=list)
    events = serializers.ListField(
        child=VisibleField(MovedEvent), required=False, default=list, max_length=20
    )
    silent = serializers.BooleanField(required=False, default=False, help_text="Mail nobody.")


def written(summary: str, asks: Any, said: Any, code: int = 200) -> Any:
    return extend_schema(
        summary=summary,
        request=asks,
        parameters=[IDEMPOTENCY],
        responses={code: said, **problems(*WRITTEN)},
    )


class Shifts:
    """Of a cadence: places of one of its cycles go elsewhere."""

    @extend_schema(
        summary="What would move along with these places; changes nothing",
        request=ShiftPlacesSerializer,
        responses={200: MovePlanSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"], url_path="shift-preview")
    def shift_preview(self: Any, request: Request, pk: str) -> Response:
        plan, mark = foresee_shift(cadence=self.get_object(), **self.sent(ShiftPlacesSerializer))
        return Response(shown(plan, mark))

    @written(
        "Move places of a cycle together; each person is told once",
        ShiftAndTellSerializer,
        ShiftedSerializer,
    )
    @action(detail=True, methods=["post"])
    def shift(self: Any, request: Request, pk: str) -> Response:
        shifted = shift_places(cadence=self.get_object(), **self.sent(ShiftAndTellSerializer))
        return Response(ShiftedSerializer(shifted).data)

    @written("Put places that were moved together back", UndoShiftSerializer, ShiftedSerializer)
    @action(detail=True, methods=["post"], url_path="undo-shift")
    def undo_shift(self: Any, request: Request, pk: str) -> Response:
        cadence, sent = self.get_object(), self.sent(UndoShiftSerializer)
        meetings = [(row["meeting"], row["version"]) for row in sent.pop("meetings")]
        back = undo_shift(cadence=cadence, meetings=meetings, **sent)
        return Response(ShiftedSerializer(Shifted(back, sent["events"])).data)
