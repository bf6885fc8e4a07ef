"""People, organisations, bodies and posts as the API says them."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from coordination.kit.fields import DayField
from coordination.kit.moments import refuse_far

from ..forms.fields import wrong_with
from ..models import Body, BodyMember, Organisation, Post, Role, User


class PlainTexts:
    """Refuses texts with characters that read as something else, and days far from ours."""

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        wrong = {
            name: [str(sentence) for sentence in wrong_with(value)] for name, value in attrs.items()
        }
        wrong = {name: sentences for name, sentences in wrong.items() if sentences}
        if wrong:
            raise serializers.ValidationError(wrong)
        return attrs


class OrganisationSerializer(PlainTexts, serializers.ModelSerializer[Organisation]):
    also_known_as = serializers.ListField(
        child=serializers.CharField(max_length=40), max_length=20, required=False
    )

    class Meta:
        model = Organisation
        fields = [
            "id",
            "code",
            "name_nl",
            "name_en",
            "kind",
            "also_known_as",
            "mailbox",
            "active",
            "version",
        ]
        read_only_fields = ["version"]


class UserSerializer(serializers.ModelSerializer[User]):
    """A colleague: no phone, no address of her own, no roles."""

    class Meta:
        model = User
        fields = ["id", "name", "function", "organisation", "email", "is_active"]
        read_only_fields = fields


class InvitationSerializer(PlainTexts, serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    name = serializers.CharField(max_length=120)
    function = serializers.CharField(max_length=120, required=False, allow_blank=True)
    organisation = serializers.PrimaryKeyRelatedField(
        queryset=Organisation.objects.filter(active=True)
    )
    role = serializers.ChoiceField(choices=Role.choices)
    language = serializers.ChoiceField(choices=["nl", "en"], required=False)
    sponsor = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(), required=False, allow_null=True
    )
    expires_on = DayField(required=False, allow_null=True)


class BodySerializer(PlainTexts, serializers.ModelSerializer[Body]):
    class Meta:
        model = Body
        fields = [
            "id",
            "code",
            "name_nl",
            "name_en",
            "organisation",
            "outcome_name",
            "report_form",
            "bob",
            "chair_approves",
            "of_ministers",
            "active",
            "version",
        ]
        read_only_fields = ["version"]


class BodyMemberSerializer(PlainTexts, serializers.ModelSerializer[BodyMember]):
    """A person, a post, or neither while the organisation has named nobody."""

    class Meta:
        model = BodyMember
        fields = [
            "id",
            "body",
            "organisation",
            "person",
            "post",
            "role",
            "since",
            "until",
            "via",
            "version",
        ]
        read_only_fields = ["via", "version"]
        # not fields of their own: what is left empty counts in what may stand once
        extra_kwargs = {name: {"validators": [refuse_far]} for name in ("since", "until")}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        attrs = super().validate(attrs)
        values = {**_fields_of(self.instance), **attrs}
        if values.get("person") and values.get("post"):
            raise serializers.ValidationError({"post": _("Choose a person or a post, not both.")})
        if values.get("until") and values["until"] < values["since"]:
            raise serializers.ValidationError({"until": _("This lies before the first day.")})
        return attrs

    def to_representation(self, instance: BodyMember) -> dict[str, Any]:
        said: dict[str, Any] = super().to_representation(instance)
        user = self.context["request"].user
        if user.only_partner and instance.organisation_id != user.organisation_id:
            said["person"] = None
        return said


class PostSerializer(PlainTexts, serializers.ModelSerializer[Post]):
    class Meta:
        model = Post
        fields = [
            "id",
            "code",
            "name_nl",
            "name_en",
            "organisation",
            "holder",
            "held_since",
            "version",
        ]
        read_only_fields = ["code", "holder", "held_since", "version"]

    def to_representation(self, instance: Post) -> dict[str, Any]:
        said: dict[str, Any] = super().to_representation(instance)
        user = self.context["request"].user
        if user.only_partner and instance.organisation_id != user.organisation_id:
            said["holder"] = None
        return said


class PostHandOverSerializer(serializers.Serializer[Any]):
    to = serializers.PrimaryKeyRelatedField(queryset=User.objects.active(), allow_null=True)


def _fields_of(member: Any) -> dict[str, Any]:
    names = ("person", "post", "since", "until")
    return {name: getattr(member, name) for name in names} if member is not None else {}
