"""Action points, owners and terms as the API says them."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.fields import DayField
from coordination.people.models import Body, Organisation, Post, User

from ..models import ActionKind, ActionPart, ActionPoint, ActionStatus, PartStatus
from ..services import Change
from ..services.many import MOST, Together
from ..terms import Owner, Share, Term


class PartSerializer(serializers.ModelSerializer[ActionPart]):
    class Meta:
        model = ActionPart
        fields = ["id", "organisation", "status", "at", "by", "version"]
        read_only_fields = fields


class ActionPointSerializer(serializers.ModelSerializer[ActionPoint]):
    """`dossier` is null for an owner who may see her point and not its dossier.

    `postponed` is null for all but secretary and chair of the body and a coordinator.
    """

    number = serializers.CharField(read_only=True)
    dossier = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()
    postponed = serializers.SerializerMethodField()
    parts = PartSerializer(many=True, read_only=True)

    class Meta:
        model = ActionPoint
        fields = [
            "id",
            "number",
            "kind",
            "text",
            "body",
            "dossier",
            "decision",
            "owner_organisation",
            "owner_person",
            "owner_post",
            "also",
            "for_everyone",
            "due_on",
            "due_time",
            "due_words",
            "postponed",
            "assent",
            "made_to",
            "made_by",
            "source",
            "split_from",
            "status",
            "done_at",
            "dropped_at",
            "dropped_because",
            "parts",
            "version",
        ]
        read_only_fields = fields

    def get_dossier(self, point: ActionPoint) -> str | None:
        return str(point.dossier_id) if self._sees(point) else None

    def get_decision(self, point: ActionPoint) -> str | None:
        return str(point.decision_id) if point.decision_id and self._sees(point) else None

    def get_postponed(self, point: ActionPoint) -> int | None:
        return point.postponed if getattr(point, "counted", False) else None

    def _sees(self, point: ActionPoint) -> bool:
        return bool(getattr(point, "dossier_seen", False))


class OwnerSerializer(serializers.Serializer[Any]):
    """The organisation, and at most one of a person or a post of it."""

    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True)
    )
    person = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(), required=False, allow_null=True
    )
    post = serializers.PrimaryKeyRelatedField(
        queryset=Post.objects.all(), required=False, allow_null=True
    )

    def validate(self, attrs: dict[str, Any]) -> Any:
        return {"owner": Owner(attrs["organisation"], attrs.get("person"), attrs.get("post"))}


class TermSerializer(serializers.Serializer[Any]):
    """The last day, the hour on it if any, and the words of a fuzzy term."""

    due_on = DayField()
    due_time = serializers.TimeField(required=False, allow_null=True)
    words = serializers.CharField(max_length=80, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> Any:
        return {"term": Term(attrs["due_on"], attrs.get("due_time"), attrs.get("words", ""))}


class AddSerializer(serializers.Serializer[Any]):
    """A point without a meeting."""

    text = serializers.CharField(max_length=4000)
    dossier = serializers.PrimaryKeyRelatedField(queryset=Dossier.objects.none())
    owner = OwnerSerializer()
    term = TermSerializer()
    kind = serializers.ChoiceField(choices=ActionKind.choices, required=False)
    body = serializers.PrimaryKeyRelatedField(
        queryset=Body.objects.none(), required=False, allow_null=True
    )
    also = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True), many=True, required=False
    )
    members = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True), many=True, required=False
    )
    source: Any = serializers.CharField(max_length=200, required=False, allow_blank=True)
    made_to = serializers.CharField(max_length=200, required=False, allow_blank=True)
    made_by = serializers.PrimaryKeyRelatedField(
        queryset=Post.objects.all(), required=False, allow_null=True
    )
    decision = serializers.PrimaryKeyRelatedField(
        queryset=Decision.objects.none(), required=False, allow_null=True
    )

    def get_fields(self) -> dict[str, Any]:
        fields: dict[str, Any] = super().get_fields()
        request = self.context.get("request")
        if request is not None:
            fields["dossier"].queryset = Dossier.objects.visible_to(request.user)
            fields["body"].queryset = Body.objects.visible_to(request.user)
            fields["decision"].queryset = Decision.objects.visible_to(request.user)
        return fields

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        return {**attrs, **attrs["owner"], **attrs["term"]}


class MoveSerializer(serializers.Serializer[Any]):
    term = TermSerializer()
    reason = serializers.CharField(max_length=300)


class HandOverSerializer(serializers.Serializer[Any]):
    owner = OwnerSerializer()
    reason = serializers.CharField(max_length=300)


class ChangeSerializer(serializers.Serializer[Any]):
    """What is left out stays as it is; `reason` is asked by all but done."""

    term = TermSerializer(required=False)
    owner = OwnerSerializer(required=False)
    status = serializers.ChoiceField(choices=("done", "dropped"), required=False)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        term, owner = attrs.get("term", {}).get("term"), attrs.get("owner", {}).get("owner")
        status = ActionStatus(attrs["status"]) if "status" in attrs else None
        return {"change": Change(term, owner, status, attrs.get("reason", ""))}


class ChosenSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    version = serializers.IntegerField(min_value=0)


class TogetherSerializer(serializers.Serializer[Any]):
    """At most 100 points with the versions you read; `move` asks a term, `hand_over` an owner.

    Both ask a reason.
    """

    verb = serializers.ChoiceField(choices=[one.value for one in Together])
    points = serializers.ListField(child=ChosenSerializer(), allow_empty=False, max_length=MOST)
    term = TermSerializer(required=False)
    owner = OwnerSerializer(required=False)
    reason = serializers.CharField(max_length=300, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        said = {**attrs.get("term", {}), "reason": attrs.get("reason", "")}
        said["to"] = attrs.get("owner", {}).get("owner")
        return {"verb": Together(attrs["verb"]), "points": attrs["points"], "said": said}


class UndoTogetherSerializer(serializers.Serializer[Any]):
    deed = serializers.UUIDField()


class ManySerializer(serializers.Serializer[Any]):
    """How many were changed, and the deed that undoes all of them."""

    number = serializers.IntegerField()
    deed = serializers.UUIDField()


class ReasonSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=300)


class ShareSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=4000)
    owner = OwnerSerializer()
    term = TermSerializer()


class SplitSerializer(serializers.Serializer[Any]):
    into = ShareSerializer(many=True)

    def validate_into(self, value: list[dict[str, Any]]) -> list[Share]:
        if len(value) > 20:
            raise serializers.ValidationError(_("Split into at most twenty."))
        return [Share(v["text"], v["owner"]["owner"], v["term"]["term"]) for v in value]


class ReportSerializer(serializers.Serializer[Any]):
    organisation = serializers.PrimaryKeyRelatedField(queryset=Organisation.objects.all())
    status = serializers.ChoiceField(choices=PartStatus.choices)

    def part_of(self, point: ActionPoint) -> ActionPart:
        part: ActionPart | None = point.parts.filter(
            organisation=self.validated_data["organisation"]
        ).first()
        if part is None:
            sentence = _("This organisation was not asked.")
            raise serializers.ValidationError({"organisation": sentence})
        return part


class CommentSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=4000)
