"""Inserting a meeting in a cycle: what it would bring, doing it, and taking it back."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import WRITTEN, problems
from coordination.kit.fields import MomentField
from coordination.kit.workdays import Offset, Unit
from coordination.meetings.api.base import VisibleField
from coordination.meetings.api.serializers import MeetingSerializer
from coordination.meetings.dependents import label_of
from coordination.meetings.models import CycleLine
from coordination.people.models import Body

from ..services.inserting import foresee_insert, insert_meeting
from ..services.slots import SlotFacts
from ..services.taking_back import undo_insert
from .shifting import MeetingVersionSerializer, written


class InsertSerializer(serializers.Serializer[Any]):
    body = VisibleField(Body)
    day = serializers.DateField()
    starts = serializers.TimeField()
    minutes = serializers.IntegerField(required=False, default=60)
    line = serializers.ChoiceField(
        choices=CycleLine.choices, required=False, default=CycleLine.NONE, allow_blank=True
    )
    purpose = serializers.CharField(required=False, default="", allow_blank=True)
    papers_number = serializers.IntegerField(required=False, allow_null=True, default=None)
    papers_unit = serializers.ChoiceField(choices=Unit.choices, default=Unit.WORKING_DAYS)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        day, number, unit = attrs.pop("day"), attrs.pop("papers_number"), attrs.pop("papers_unit")
        due = None if number is None else Offset(number, Unit(unit))
        return {"day": day, "facts": SlotFacts(day_offset=0, papers_due=due, **attrs)}


class InsertingSerializer(serializers.Serializer[Any]):
    """What would come: until it is inserted the meeting has no id."""

    starts_at = MomentField(source="meeting.starts_at")
    ends_at = MomentField(source="meeting.ends_at")
    items = serializers.ListField(child=serializers.CharField())
    papers_due_at = serializers.SerializerMethodField()
    told = serializers.SerializerMethodField()
    collisions = serializers.SerializerMethodField()

    def get_papers_due_at(self, found: Any) -> str | None:
        return found.deadline.due_at.isoformat() if found.deadline else None

    def get_told(self, found: Any) -> list[str]:
        return [label_of(who) for who in found.told]

    def get_collisions(self, found: Any) -> list[str]:
        return [str(remark.sentence) for remark in found.remarks]


class Inserts:
    """Of a cadence: one of its planned cycles gets a meeting more."""

    @extend_schema(
        summary="What inserting a meeting would bring; changes nothing",
        request=InsertSerializer,
        responses={200: InsertingSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"], url_path="insert-preview")
    def insert_preview(self: Any, request: Request, pk: str) -> Response:
        found = foresee_insert(cadence=self.get_object(), **self.sent(InsertSerializer))
        return Response(InsertingSerializer(found).data)

    @written("Insert a meeting in a planned cycle", InsertSerializer, MeetingSerializer, 201)
    @action(detail=True, methods=["post"])
    def insert(self: Any, request: Request, pk: str) -> Response:
        made = insert_meeting(cadence=self.get_object(), **self.sent(InsertSerializer))
        return Response(MeetingSerializer(made).data, status=201)

    @written("Take an inserted meeting back", MeetingVersionSerializer, MeetingSerializer)
    @action(detail=True, methods=["post"], url_path="undo-insert")
    def undo_insert(self: Any, request: Request, pk: str) -> Response:
        back = undo_insert(cadence=self.get_object(), **self.sent(MeetingVersionSerializer))
        return Response(MeetingSerializer(back).data)
