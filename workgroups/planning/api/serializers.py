"""Plans as the API says them, and as they are sent."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.actions.api.serializers import OwnerSerializer
from coordination.kit.fields import DayField
from coordination.kit.pointing import Points
from coordination.meetings.models import Meeting
from coordination.papers.models import Paper, PaperVersion
from coordination.people.models import Body
from workgroups.teams.models import Team

from ..facts import EstimateFacts, LineFacts, MilestoneFacts, ProductFacts
from ..models import ActionLine, BudgetEstimate, Dependency, Milestone, Product, Slip
from ..spans import Span, read_span


def visible(serializer: Any, fields: dict[str, Any], **models: Any) -> dict[str, Any]:
    """Fields that name a row offer those she may see."""
    request = serializer.context.get("request")
    if request is not None:
        for name, model in models.items():
            fields[name].queryset = model.objects.visible_to(request.user)
    return fields


class ActionLineSerializer(serializers.ModelSerializer[ActionLine]):
    class Meta:
        model = ActionLine
        fields = ["id", "team", "position", "title", "text", "version"]
        read_only_fields = fields


class ActionLineInputSerializer(serializers.Serializer[Any]):
    position = serializers.IntegerField(min_value=1, max_value=99)
    title = serializers.CharField(max_length=200)
    text = serializers.CharField(max_length=8000, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        standing = self.context.get("standing")
        return {"facts": LineFacts(**((vars(standing) if standing else {}) | attrs))}


class NewActionLineSerializer(ActionLineInputSerializer):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.none())

    def get_fields(self) -> dict[str, Any]:
        return visible(self, super().get_fields(), team=Team)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"team": attrs.pop("team"), **super().validate(attrs)}


class ProductSerializer(Points, serializers.ModelSerializer[Product]):
    """`paper` and `delivered_version` are null where you may not see them."""

    pointed = {"paper": Paper, "delivered_version": PaperVersion}
    owner = serializers.CharField(source="owner.label", read_only=True)

    class Meta:
        model = Product
        fields = [
            "id",
            "line",
            "position",
            "title",
            "text",
            "interim",
            "state",
            "owner",
            "owner_organisation",
            "owner_person",
            "owner_post",
            "needs_version",
            "paper",
            "delivered_version",
            "delivered_at",
            "delivered_by",
            "dropped_because",
            "version",
        ]
        read_only_fields = fields


class SpanSerializer(serializers.Serializer[Any]):
    """A stretch of days: `words` like nov/dec, or `due_on` for one day."""

    words = serializers.CharField(max_length=80, required=False, allow_blank=True)
    due_on = DayField(required=False, allow_null=True)


def span_in(attrs: dict[str, Any], team: Team) -> Span | None:
    """Words as they are read from the first day of the team; else the day."""
    if attrs.get("words"):
        return read_span(attrs["words"], on=team.starts_on)
    day = attrs.get("due_on")
    return Span(day, day) if day else None


class MilestoneInputSerializer(SpanSerializer):
    """A milestone; with `meeting` it has the day of that meeting and moves along with it."""

    title = serializers.CharField(max_length=200, required=False, allow_blank=True)
    body = serializers.PrimaryKeyRelatedField(
        queryset=Body.objects.none(), required=False, allow_null=True
    )
    meeting = serializers.PrimaryKeyRelatedField(
        queryset=Meeting.objects.none(), required=False, allow_null=True
    )

    def get_fields(self) -> dict[str, Any]:
        return visible(self, super().get_fields(), body=Body, meeting=Meeting)


class MoveMilestoneSerializer(MilestoneInputSerializer):
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)


class NewMilestoneSerializer(MilestoneInputSerializer):
    product = serializers.PrimaryKeyRelatedField(queryset=Product.objects.none())

    def get_fields(self) -> dict[str, Any]:
        return visible(self, super().get_fields(), product=Product)


def milestone_facts(
    attrs: dict[str, Any], team: Team, standing: MilestoneFacts | None = None
) -> MilestoneFacts:
    """What was sent, with what stands where it was left out."""
    known = standing or MilestoneFacts()
    dated = "words" in attrs or "due_on" in attrs
    meeting = attrs.get("meeting", None if dated else known.meeting)
    body = attrs.get("body", meeting.body if meeting and known.body is None else known.body)
    span = span_in(attrs, team) if dated else known.span
    return MilestoneFacts(attrs.get("title", known.title), span, body, meeting)


class ProductInputSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=300)
    owner = OwnerSerializer()
    text = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    interim = serializers.BooleanField(required=False)
    needs_version = serializers.BooleanField(required=False)
    line = serializers.PrimaryKeyRelatedField(queryset=ActionLine.objects.none())

    def get_fields(self) -> dict[str, Any]:
        return visible(self, super().get_fields(), line=ActionLine)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        standing: ProductFacts | None = self.context.get("standing")
        said = dict(vars(standing)) if standing else {}
        line = {"line": attrs.pop("line")} if "line" in attrs else {}
        if "owner" in attrs:
            attrs["owner"] = attrs["owner"]["owner"]
        return {"facts": ProductFacts(**(said | attrs)), **line}


class DependencySerializer(serializers.ModelSerializer[Dependency]):
    class Meta:
        model = Dependency
        fields = ["id", "product", "needs", "created_at", "created_by"]
        read_only_fields = fields


class NewDependencySerializer(serializers.Serializer[Any]):
    product = serializers.PrimaryKeyRelatedField(queryset=Product.objects.none())
    needs = serializers.PrimaryKeyRelatedField(queryset=Product.objects.none())

    def get_fields(self) -> dict[str, Any]:
        return visible(self, super().get_fields(), product=Product, needs=Product)


class MilestoneSerializer(Points, serializers.ModelSerializer[Milestone]):
    """`starts_on` and `due_on` are the first and the last day it was planned in.

    `meeting` is null where you may not see it.
    """

    pointed = {"meeting": Meeting}

    class Meta:
        model = Milestone
        fields = [
            "id",
            "product",
            "title",
            "starts_on",
            "due_on",
            "due_words",
            "due_version",
            "body",
            "meeting",
            "reached_at",
            "reached_by",
            "version",
        ]
        read_only_fields = fields


class SlipSerializer(Points, serializers.ModelSerializer[Slip]):
    """Why a milestone became later, and the meeting and the cycle it misses by that.

    `meeting` is null where you may not see it.
    """

    pointed = {"meeting": Meeting}
    meeting = serializers.SerializerMethodField()

    class Meta:
        model = Slip
        fields = [
            "id",
            "milestone",
            "old_due_on",
            "old_words",
            "due_on",
            "due_words",
            "reason",
            "meeting",
            "cycle",
            "at",
            "by",
            "taken_back_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.UUIDField(allow_null=True))
    def get_meeting(self, slip: Slip) -> Any:
        return slip.meeting_id


class EstimateSerializer(serializers.ModelSerializer[BudgetEstimate]):
    """In whole euros."""

    class Meta:
        model = BudgetEstimate
        fields = ["id", "team", "year", "amount", "purpose", "basis", "version"]
        read_only_fields = fields


class EstimateInputSerializer(serializers.Serializer[Any]):
    year = serializers.IntegerField(min_value=2000, max_value=2100)
    amount = serializers.IntegerField(min_value=1)
    purpose = serializers.CharField(max_length=300)
    basis = serializers.CharField(max_length=300)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        standing = self.context.get("standing")
        return {"facts": EstimateFacts(**((vars(standing) if standing else {}) | attrs))}


class NewEstimateSerializer(EstimateInputSerializer):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.none())

    def get_fields(self) -> dict[str, Any]:
        return visible(self, super().get_fields(), team=Team)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {"team": attrs.pop("team"), **super().validate(attrs)}


class DropProductSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class SupplyProductSerializer(serializers.Serializer[Any]):
    upload = serializers.FileField(allow_empty_file=True)
    final = serializers.BooleanField(default=False)
