"""Cadences, slots and cycles as the API says them."""

from typing import Any

from rest_framework import serializers

from coordination.dossiers.models import Dossier
from coordination.kit.fields import DayField
from coordination.kit.workdays import Unit
from coordination.meetings.api.base import VisibleField
from coordination.meetings.models import CycleLine
from coordination.people.models import Body

from ..models import Cadence, Cycle, Slot


class CadenceSerializer(serializers.ModelSerializer[Cadence]):
    class Meta:
        model = Cadence
        fields = [
            "id",
            "name_nl",
            "name_en",
            "dossier",
            "length",
            "anchor",
            "ends_on",
            "timezone",
            "outside",
            "note",
            "version",
        ]
        read_only_fields = fields


class CadenceFactsSerializer(serializers.Serializer[Any]):
    """All facts of a cadence; a change sends those that differ."""

    name_nl = serializers.CharField()
    name_en = serializers.CharField(required=False, allow_blank=True, default="")
    dossier = VisibleField(Dossier)
    length = serializers.IntegerField(help_text="Days: 1 to 366.")
    anchor = DayField()
    ends_on = DayField(required=False, allow_null=True, default=None)
    timezone = serializers.CharField(required=False, default="Europe/Amsterdam")
    outside = serializers.BooleanField(required=False, default=False)
    note = serializers.CharField(required=False, allow_blank=True, default="")


class SlotSerializer(serializers.ModelSerializer[Slot]):
    class Meta:
        model = Slot
        fields = [
            "id",
            "cadence",
            "line",
            "day_offset",
            "starts",
            "minutes",
            "body",
            "title",
            "purpose",
            "papers_number",
            "papers_unit",
            "valid_from",
            "valid_until",
            "version",
        ]
        read_only_fields = fields


class SlotFactsSerializer(serializers.Serializer[Any]):
    """A body that meets, or an event with a title."""

    line = serializers.ChoiceField(
        choices=CycleLine.choices, required=False, allow_blank=True, default=""
    )
    day_offset = serializers.IntegerField(help_text="0 is the first day of the cycle.")
    starts = serializers.TimeField()
    minutes = serializers.IntegerField(required=False, default=60)
    body = VisibleField(Body, required=False, allow_null=True, default=None)
    title = serializers.CharField(required=False, allow_blank=True, default="")
    purpose = serializers.CharField(required=False, allow_blank=True, default="")
    papers_number = serializers.IntegerField(required=False, allow_null=True, default=None)
    papers_unit = serializers.ChoiceField(
        choices=Unit.choices, required=False, allow_blank=True, default=Unit.WORKING_DAYS
    )
    valid_from = DayField(required=False, allow_null=True, default=None)
    valid_until = DayField(required=False, allow_null=True, default=None)


class UntilSerializer(serializers.Serializer[Any]):
    until = DayField()


class PlannedSerializer(serializers.Serializer[Any]):
    """What a planning made; `closed` names days that are a holiday or closed."""

    cycles = serializers.ListField(child=serializers.IntegerField())
    meetings = serializers.ListField(child=serializers.UUIDField())
    deadlines = serializers.ListField(child=serializers.UUIDField())
    closed = serializers.ListField(child=serializers.DictField())


class CycleSerializer(serializers.ModelSerializer[Cycle]):
    meetings = serializers.SerializerMethodField(help_text="The meetings that were planned in it.")

    class Meta:
        model = Cycle
        fields = [
            "id",
            "cadence",
            "number",
            "starts_on",
            "skipped",
            "skipped_at",
            "skipped_because",
            "meetings",
            "version",
        ]
        read_only_fields = fields

    def get_meetings(self, cycle: Cycle) -> list[str]:
        return sorted({str(row.meeting_id) for row in cycle.planned.all()})


class ByCadenceSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    cadence = serializers.UUIDField(required=False)


class NoFilterSerializer(serializers.Serializer[Any]):
    """No query is read."""
