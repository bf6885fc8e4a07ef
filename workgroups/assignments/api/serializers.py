"""Versions and consultations as the API says them, and as it is sent them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.actions.api.serializers import TermSerializer
from coordination.contributions.models import Contribution
from coordination.decisions.models import Decision
from coordination.kit.fields import DayField
from coordination.kit.pointing import Points
from coordination.people.models import Organisation
from workgroups.teams.models import Team

from ..facts import AssignmentFacts, ConsultationFacts, PartFacts
from ..models import Assignment, AssignmentPart, Consultation
from ..services.saving import LONGEST


class AssignmentPartSerializer(serializers.ModelSerializer[AssignmentPart]):
    class Meta:
        model = AssignmentPart
        fields = ["title", "text", "waits_for"]


class ConsultationSerializer(serializers.ModelSerializer[Consultation]):
    """With whom the team is still to speak, or has spoken (`held_at`)."""

    class Meta:
        model = Consultation
        fields = [
            "id",
            "assignment",
            "organisation",
            "subject",
            "due_on",
            "held_at",
            "held_by",
            "outcome",
            "version",
        ]
        read_only_fields = ["id", "assignment", "held_at", "held_by", "outcome", "version"]


class AssignmentSerializer(Points, serializers.ModelSerializer[Assignment]):
    """A version. What the organisations say of it are replies to its `contribution`.

    `contribution` and `decision` are null where you may not see them.
    """

    pointed = {"contribution": Contribution, "decision": Decision}
    number = serializers.CharField(read_only=True)
    parts = serializers.SerializerMethodField()
    consultations = ConsultationSerializer(many=True, read_only=True)

    class Meta:
        model = Assignment
        fields = [
            "id",
            "team",
            "number",
            "remark",
            "text",
            "scope",
            "parts",
            "consultations",
            "status",
            "created_at",
            "created_by",
            "circulated_at",
            "circulated_by",
            "contribution",
            "decision",
            "adopted_at",
            "adopted_by",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field(AssignmentPartSerializer(many=True))
    def get_parts(self, assignment: Assignment) -> Any:
        rows = sorted(assignment.parts.all(), key=lambda part: part.position)
        return AssignmentPartSerializer(rows, many=True).data


class ConsultationInputSerializer(serializers.Serializer[Any]):
    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True)
    )
    subject = serializers.CharField(max_length=200)
    due_on = DayField(required=False, allow_null=True)


class AssignmentTextSerializer(serializers.Serializer[Any]):
    """A version as it is written; without `number` it gets the next one."""

    number = serializers.CharField(max_length=7, required=False, allow_blank=True)
    remark = serializers.CharField(max_length=200, required=False, allow_blank=True)
    text = serializers.CharField(max_length=LONGEST)
    scope = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    parts = AssignmentPartSerializer(many=True, required=False)
    consultations = ConsultationInputSerializer(many=True, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        standing: AssignmentFacts | None = self.context.get("standing")
        said = dict(vars(standing)) if standing else {}
        said |= {key: attrs[key] for key in ("number", "remark", "text", "scope") if key in attrs}
        if "parts" in attrs:
            said["parts"] = tuple(PartFacts(**part) for part in attrs["parts"])
        if "consultations" in attrs:
            said["consultations"] = tuple(
                ConsultationFacts(**one) for one in attrs["consultations"]
            )
        return {"facts": AssignmentFacts(**said)}


class DraftAssignmentSerializer(AssignmentTextSerializer):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.none())

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            fields["team"].queryset = Team.objects.visible_to(request.user)
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"team": attrs["team"], **super().validate(attrs)}


class CirculateAssignmentSerializer(serializers.Serializer[Any]):
    """By when everybody says so; without `members` all organisations of the team are asked."""

    term = TermSerializer()
    members = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True), many=True, required=False
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"term": attrs["term"]["term"], "members": attrs.get("members", [])}


class AdoptAssignmentSerializer(serializers.Serializer[Any]):
    decision = serializers.PrimaryKeyRelatedField(queryset=Decision.objects.none())

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            fields["decision"].queryset = Decision.objects.visible_to(request.user)
        return fields


class HoldConsultationSerializer(serializers.Serializer[Any]):
    outcome = serializers.CharField(max_length=2000, required=False, allow_blank=True)


class AssignmentPieceSerializer(serializers.Serializer[Any]):
    kind = serializers.CharField(help_text="same, gone or new")
    text = serializers.CharField()


class AssignmentDifferenceSerializer(serializers.Serializer[Any]):
    """A field that reads otherwise, whole and word by word."""

    label = serializers.CharField()  # type: ignore[assignment]  # a serializer has one too
    was = serializers.CharField(source="old")
    becomes = serializers.CharField(source="new")
    pieces = AssignmentPieceSerializer(many=True)
