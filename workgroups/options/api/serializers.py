"""Questions, variants, remarks and pilots as the API says them."""

from typing import Any
from uuid import UUID

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from coordination.actions.api.serializers import TermSerializer
from coordination.contributions.models import Contribution
from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.pointing import Points
from coordination.meetings.api.base import VisibleField
from coordination.people.models import Body, Organisation
from workgroups.teams.models import Team

from ..models import ASPECTS, OptionSet, Permit, Pilot, Remark, Variant
from ..services.saving import LONGEST


class VariantSerializer(serializers.ModelSerializer[Variant]):
    """`letter` is given once; `rejected_because` says why it was not chosen."""

    letter = serializers.CharField(read_only=True)

    class Meta:
        model = Variant
        fields = [
            "id",
            "options",
            "letter",
            "title",
            *ASPECTS,
            "rejected_because",
            "organisation",
            "removed_at",
            "version",
        ]
        read_only_fields = fields


class RemarkSerializer(serializers.ModelSerializer[Remark]):
    class Meta:
        model = Remark
        fields = ["id", "options", "variant", "text", "organisation", "at", "by"]
        read_only_fields = fields


class PilotSerializer(serializers.ModelSerializer[Pilot]):
    class Meta:
        model = Pilot
        fields = [
            "id",
            "variant",
            "place",
            "sector",
            "starts_on",
            "ends_on",
            "permit",
            "permit_by",
            "measures",
            "learnt",
            "removed_at",
            "version",
        ]
        read_only_fields = fields


class OptionsSerializer(Points, serializers.ModelSerializer[OptionSet]):
    """`variants` and `remarks` are those that stand; a consultation is a contribution.

    `earlier_consultations` closed before the present one began; those that you may not see are
    left out. `team`, `consultation` and `decision` are null where you may not see them.
    """

    pointed = {"team": Team, "consultation": Contribution, "decision": Decision}
    number = serializers.CharField(read_only=True)
    variants = serializers.SerializerMethodField()
    remarks = serializers.SerializerMethodField()
    earlier_consultations = serializers.SerializerMethodField()

    class Meta:
        model = OptionSet
        fields = [
            "id",
            "number",
            "question",
            "background",
            "dossier",
            "team",
            "consultation",
            "earlier_consultations",
            "chosen",
            "reason",
            "decision",
            "chosen_at",
            "variants",
            "remarks",
            "version",
        ]
        read_only_fields = fields

    @extend_schema_field(VariantSerializer(many=True))
    def get_variants(self, options: OptionSet) -> list[dict[str, Any]]:
        standing = [one for one in options.variants.all() if one.removed_at is None]
        rows = sorted(standing, key=lambda one: one.position)
        return list(VariantSerializer(rows, many=True).data)

    @extend_schema_field(RemarkSerializer(many=True))
    def get_remarks(self, options: OptionSet) -> list[dict[str, Any]]:
        standing = [one for one in options.remarks.all() if one.removed_at is None]
        rows = sorted(standing, key=lambda one: (one.at, str(one.pk)))
        return list(RemarkSerializer(rows, many=True).data)

    def get_earlier_consultations(self, options: OptionSet) -> list[UUID]:
        return sorted(one.contribution_id for one in options.earlier.all())


class StartOptionsSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=LONGEST)
    background = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    dossier = VisibleField(Dossier)
    team = VisibleField(Team, required=False, allow_null=True)


class OptionsWordsSerializer(serializers.Serializer[Any]):
    question = serializers.CharField(max_length=LONGEST, required=False)
    background = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)


class VariantFactsSerializer(serializers.Serializer[Any]):
    title = serializers.CharField(max_length=200)

    def get_fields(self) -> dict[str, Any]:
        aspects = {
            name: serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
            for name in ASPECTS
        }
        return {**super().get_fields(), **aspects}


class RemarkFactsSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(max_length=LONGEST)
    variant = VisibleField(Variant, required=False, allow_null=True)


class ConsultSerializer(serializers.Serializer[Any]):
    """Until `term` these organisations, or the members of the body, are asked."""

    term = TermSerializer()
    question = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    body = VisibleField(Body, required=False, allow_null=True)
    members = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True), many=True, required=False
    )

    def validate(self, attrs: dict[str, Any]) -> Any:
        return {**attrs, "term": attrs["term"]["term"]}


class RejectedSerializer(serializers.Serializer[Any]):
    variant = VisibleField(Variant)
    because = serializers.CharField(max_length=LONGEST)


class ChooseSerializer(serializers.Serializer[Any]):
    """`rejected` says of each of the others why not."""

    variant = VisibleField(Variant)
    reason = serializers.CharField(max_length=LONGEST)
    decision = VisibleField(Decision)
    rejected = RejectedSerializer(many=True, required=False)


class PilotFactsSerializer(serializers.Serializer[Any]):
    place = serializers.CharField(max_length=200)
    sector = serializers.CharField(max_length=200, required=False, allow_blank=True)
    starts_on = serializers.DateField(required=False, allow_null=True)
    ends_on = serializers.DateField(required=False, allow_null=True)
    permit = serializers.ChoiceField(choices=Permit.choices, required=False)
    permit_by = serializers.CharField(max_length=200, required=False, allow_blank=True)
    measures = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)
    learnt = serializers.CharField(max_length=LONGEST, required=False, allow_blank=True)


class TakeBackRemarkSerializer(serializers.Serializer[Any]):
    remark = VisibleField(Remark)
