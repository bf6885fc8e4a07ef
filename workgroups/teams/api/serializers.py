"""Teams, places, tracks and requests as the API says them."""

from decimal import Decimal
from typing import Any

from django.utils.functional import cached_property
from rest_framework import serializers

from coordination.decisions.models import Decision
from coordination.dossiers.models import Dossier
from coordination.kit.fields import DayField
from coordination.meetings.api.base import VisibleField
from coordination.people.models import Body, Organisation, Post, User

from ..models import (
    CapacityUnit,
    Horizon,
    ResourceRequest,
    Team,
    TeamMember,
    TeamRole,
    TeamStatus,
    TeamTemplate,
    Track,
)
from ..permissions import capacity_known_to
from ..queries import Blip, Burden


class OrganisationField(serializers.PrimaryKeyRelatedField[Any]):
    """An organisation that is there."""

    def __init__(self, **more: Any) -> None:
        if not more.get("read_only"):
            more["queryset"] = Organisation.objects.filter(active=True)
        super().__init__(**more)


class TeamSerializer(serializers.ModelSerializer[Team]):
    id = serializers.UUIDField(source="pk", read_only=True)

    class Meta:
        model = Team
        fields = [
            "id",
            "code",
            "subject",
            "horizon",
            "sponsor",
            "dossier",
            "body",
            "status",
            "starts_on",
            "ends_on",
            "version",
        ]
        read_only_fields = fields


class TeamFactsSerializer(serializers.Serializer[Any]):
    """What a change may hold; what is left out stays as it is."""

    subject = serializers.CharField(max_length=200)
    horizon = serializers.ChoiceField(choices=Horizon.choices)
    sponsor = OrganisationField()
    starts_on = DayField()
    ends_on = DayField(required=False, allow_null=True)


class ProposalSerializer(TeamFactsSerializer):
    """A new team, around a dossier and a body that stand already or with its own."""

    code = serializers.CharField(max_length=10)
    owner = OrganisationField(help_text="Whose dossier it is, and whose secretary.")
    name_nl = serializers.CharField(max_length=200, required=False)
    name_en = serializers.CharField(max_length=200, required=False)
    restricted = serializers.BooleanField(required=False)
    dossier = VisibleField(Dossier, required=False, allow_null=True)
    body = VisibleField(Body, required=False, allow_null=True)
    organisations = OrganisationField(
        many=True, required=False, help_text="Who takes part; who speaks for them is named later."
    )
    template = serializers.PrimaryKeyRelatedField(
        queryset=TeamTemplate.objects.all(),
        required=False,
        allow_null=True,
        help_text="Gives its tracks, and its organisations where none are sent.",
    )


class StepSerializer(serializers.Serializer[Any]):
    to = serializers.ChoiceField(choices=TeamStatus.choices)
    decision = VisibleField(Decision)


class WindUpSerializer(serializers.Serializer[Any]):
    """The decision to end it, and who takes over what is open."""

    decision = VisibleField(Decision)
    organisation = OrganisationField()
    person = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(), required=False, allow_null=True, default=None
    )


class TeamMemberSerializer(serializers.ModelSerializer[TeamMember]):
    """`person` is empty where nobody is named, and where she may not know of her.

    `capacity` too for who has no place in the team and does not keep it.
    """

    person = serializers.SerializerMethodField()

    class Meta:
        model = TeamMember
        fields = [
            "id",
            "team",
            "organisation",
            "person",
            "post",
            "role",
            "capacity",
            "capacity_unit",
            "seconded",
            "since",
            "until",
            "version",
        ]
        read_only_fields = fields

    def get_person(self, member: TeamMember) -> str | None:
        reader: Any = self.context["request"].user
        person = member.person
        if person is None:
            return None
        if reader.only_partner and person.organisation_id != reader.organisation_id:
            return None
        return str(person.pk)

    def to_representation(self, member: TeamMember) -> dict[str, Any]:
        said: dict[str, Any] = super().to_representation(member)
        if member.team_id not in self._hers:
            said |= {"capacity": None, "capacity_unit": ""}
        return said

    @cached_property
    def _hers(self) -> set[Any]:
        """The teams of which the reader knows it; one query for a whole list."""
        return set(capacity_known_to(self.context["request"].user).values_list("pk", flat=True))


class CapacitySerializer(serializers.Serializer[Any]):
    """A part of a full week, or hours a week; both fields or neither."""

    capacity = serializers.DecimalField(
        max_digits=4, decimal_places=2, min_value=Decimal("0.01"), required=False, allow_null=True
    )
    capacity_unit = serializers.ChoiceField(
        choices=CapacityUnit.choices, required=False, allow_blank=True
    )


class SeatSerializer(CapacitySerializer):
    """Without person and post the organisation has named nobody yet."""

    organisation = OrganisationField()
    person = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(), required=False, allow_null=True
    )
    post = serializers.PrimaryKeyRelatedField(
        queryset=Post.objects.all(), required=False, allow_null=True
    )
    role = serializers.ChoiceField(choices=TeamRole.choices, required=False)
    seconded = serializers.BooleanField(required=False)
    since = DayField()
    until = DayField(required=False, allow_null=True)


class NewMemberSerializer(SeatSerializer):
    team = VisibleField(Team)


class PlaceEndSerializer(serializers.Serializer[Any]):
    until = DayField(help_text="The first day without.")


class TrackSerializer(serializers.ModelSerializer[Track]):
    class Meta:
        model = Track
        fields = ["id", "team", "name", "about", "linking_pin", "version"]
        read_only_fields = fields


class TrackFactsSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=120)
    about = serializers.CharField(max_length=4000, required=False, allow_blank=True)
    linking_pin = VisibleField(TeamMember, required=False, allow_null=True)


class NewTrackSerializer(TrackFactsSerializer):
    team = VisibleField(Team)


class ResourceRequestSerializer(serializers.ModelSerializer[ResourceRequest]):
    class Meta:
        model = ResourceRequest
        fields = [
            "id",
            "team",
            "track",
            "organisation",
            "profile",
            "capacity",
            "capacity_unit",
            "answer_by",
            "status",
            "asked_at",
            "answer",
            "answered_at",
            "version",
        ]
        read_only_fields = fields


class NeedSerializer(CapacitySerializer):
    team = VisibleField(Team)
    track = VisibleField(Track, required=False, allow_null=True)
    organisation = OrganisationField()
    profile = serializers.CharField(max_length=300)
    answer_by = DayField()


class PeopleAnswerSerializer(serializers.Serializer[Any]):
    granted = serializers.BooleanField()
    answer = serializers.CharField(max_length=300, required=False, allow_blank=True, default="")


class BlipSerializer(serializers.Serializer[Blip]):
    """In how many teams it takes part, in how many it named nobody, and what it has to answer.

    `colliding_meetings` counts the pairs of meetings of the coming two weeks at which its people
    should be at once.
    """

    organisation = serializers.UUIDField(source="organisation.pk")
    teams = serializers.IntegerField()
    teams_without_a_name = serializers.IntegerField(source="empty")
    colliding_meetings = serializers.IntegerField(source="twice")
    requests_to_answer = serializers.IntegerField(source="asked")


class BurdenSerializer(serializers.Serializer[Burden]):
    """What one person carries in the teams that you may see; `fte` is a part of a full week."""

    person = serializers.UUIDField(source="person.pk")
    teams = serializers.SerializerMethodField()
    fte = serializers.DecimalField(max_digits=6, decimal_places=2)
    places_without_a_number = serializers.IntegerField(source="unknown")

    def get_teams(self, burden: Burden) -> list[str]:
        return [str(place.team_id) for place in burden.places]


class PlacesSerializer(serializers.Serializer[Any]):
    """Which places a list keeps: of all teams, or those of the page where something is sought."""

    team = serializers.UUIDField(required=False)
    organisation = serializers.UUIDField(required=False)
    role = serializers.ChoiceField(choices=TeamRole.choices, required=False)
    named = serializers.BooleanField(
        required=False, allow_null=True, default=None, help_text="Whether somebody is named."
    )


class OfTeamSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    team = serializers.UUIDField(required=False)
    organisation = serializers.UUIDField(required=False)


class OfStatusSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=TeamStatus.choices, required=False)
    horizon = serializers.ChoiceField(choices=Horizon.choices, required=False)


class TrackOfTeamSerializer(serializers.Serializer[Any]):
    team = serializers.UUIDField(required=False)
