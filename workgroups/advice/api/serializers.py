"""Lines, stops and routes as the API says them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.cycle.models import Cadence, Slot
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.pointing import Points
from coordination.meetings.api.base import VisibleField
from coordination.meetings.models import AgendaItem, Entry, Meeting
from coordination.papers.models import Paper
from coordination.people.models import Body
from workgroups.teams.models import Team

from ..models import AdviceRequest, LineKind, RouteStep, RouteTemplate, Stop, StopPaper, StopPurpose
from ..services.routes import MOST_CYCLES
from ..services.saving import LONGEST


class StopSerializer(serializers.ModelSerializer[Stop]):
    """`stands_in` is its meeting now, `meeting` the one that was set by hand.

    Where that was cancelled it stands in the next one of the body, or in none yet.
    Both are null where you may not see that meeting, and `item` where you may not see the item.
    `planned_at` is the moment as it was first planned; the present one is that of the meeting.
    """

    stands_in = serializers.UUIDField(read_only=True, allow_null=True)

    class Meta:
        model = Stop
        fields = [
            "id",
            "request",
            "position",
            "body",
            "purpose",
            "answers",
            "planned_at",
            "stands_in",
            "meeting",
            "item",
            "version",
        ]
        read_only_fields = fields

    def to_representation(self, stop: Any) -> dict[str, Any]:
        """Of a stop from with_seen."""
        unseen = [] if stop.sees else ["stands_in", "meeting"]
        if not stop.sees_item:
            unseen.append("item")
        return super().to_representation(stop) | dict.fromkeys(unseen)


class AdviceRequestSerializer(Points, serializers.ModelSerializer[AdviceRequest]):
    """`late`: the promised cycle passed without the answer, or the answer stands behind it.

    `asked_item`, `asked_line` and `decision` are null where you may not see them.
    """

    pointed = {"asked_item": AgendaItem, "asked_line": Entry, "decision": Decision}
    number = serializers.CharField(read_only=True)
    stops = serializers.SerializerMethodField()
    late = serializers.SerializerMethodField()

    class Meta:
        model = AdviceRequest
        fields = [
            "id",
            "number",
            "kind",
            "question",
            "background",
            "dossier",
            "team",
            "asked_on",
            "asked_item",
            "asked_line",
            "route",
            "promised_on",
            "promised_by",
            "late",
            "answer",
            "answered_at",
            "decision",
            "withdrawn_at",
            "withdrawn_because",
            "stops",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field(StopSerializer(many=True))
    def get_stops(self, line: AdviceRequest) -> list[dict[str, Any]]:
        views = self._view(line).stops
        for one in views:
            if one.instead_of is not None:
                one.stop.stands_in = one.meeting.pk if one.meeting else None
        return list(StopSerializer([one.stop for one in views], many=True).data)

    def get_late(self, line: AdviceRequest) -> bool:
        return bool(self._view(line).is_late)

    def _view(self, line: AdviceRequest) -> Any:
        return self.context["views"][line.pk]


class RouteStepSerializer(serializers.ModelSerializer[RouteStep]):
    class Meta:
        model = RouteStep
        fields = ["slot", "cycles_later", "purpose", "answers"]
        read_only_fields = fields


class RouteSerializer(serializers.ModelSerializer[RouteTemplate]):
    steps = RouteStepSerializer(many=True, read_only=True)

    class Meta:
        model = RouteTemplate
        fields = ["id", "cadence", "name_nl", "name_en", "kind", "steps", "version"]
        read_only_fields = fields


class StepFactsSerializer(serializers.Serializer[Any]):
    """A slot of the cadence, so many cycles after the question; at most one step answers."""

    slot = VisibleField(Slot)
    cycles_later = serializers.IntegerField(min_value=0, max_value=MOST_CYCLES, default=0)
    purpose = serializers.ChoiceField(choices=StopPurpose.choices)
    answers = serializers.BooleanField(default=False)


class RouteFactsSerializer(serializers.Serializer[Any]):
    """Steps stand in the order in which a line takes them."""

    name_nl = serializers.CharField(max_length=120)
    name_en = serializers.CharField(max_length=120)
    kind = serializers.ChoiceField(choices=LineKind.choices)
    steps = StepFactsSerializer(many=True)


class NewRouteSerializer(RouteFactsSerializer):
    cadence = VisibleField(Cadence)


class StopPaperSerializer(serializers.ModelSerializer[StopPaper]):
    """A paper meant for a stop; it goes along when the stop is put on the agenda."""

    class Meta:
        model = StopPaper
        fields = ["id", "stop", "paper", "added_at", "added_by"]
        read_only_fields = fields


class PaperOfStopSerializer(serializers.Serializer[Any]):
    paper = VisibleField(Paper)


class StartLineSerializer(serializers.Serializer[Any]):
    """With `item` or `line` the day is that of the meeting; else `asked_on` says it."""

    question = serializers.CharField(max_length=LONGEST)
    background = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    kind = serializers.ChoiceField(choices=LineKind.choices, required=False)
    team = VisibleField(Team)
    asked_on = serializers.DateField(required=False)
    dossier = VisibleField(Dossier, required=False)
    item = VisibleField(AgendaItem, required=False)
    line = VisibleField(Entry, required=False)
    route = VisibleField(RouteTemplate, required=False)


class LineWordsSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=LONGEST, required=False)
    background = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)


class AnswerSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)
    decision = VisibleField(Decision, required=False)


class LinkSerializer(serializers.Serializer[Any]):
    """null takes the decision off."""

    decision = VisibleField(Decision, allow_null=True)


class WithdrawLineSerializer(serializers.Serializer[Any]):
    because = serializers.CharField(max_length=300)


class StopFactsSerializer(serializers.Serializer[Any]):
    """A meeting, or a body of which none is planned yet."""

    purpose = serializers.ChoiceField(choices=StopPurpose.choices)
    meeting = VisibleField(Meeting, required=False, allow_null=True)
    body = VisibleField(Body, required=False, allow_null=True)
    answers = serializers.BooleanField(required=False)


class OnAgendaSerializer(serializers.Serializer[Any]):
    requested_decision = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
