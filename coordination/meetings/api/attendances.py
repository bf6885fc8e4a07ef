"""/api/v1/attendances: who was there, for whom and with what power."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems
from coordination.people.models import Organisation, User

from ..models import Attendance, Authority, Meeting, Picture, Presence
from ..services import attendance
from ..services.picture import note_picture
from .base import ByMeetingSerializer, Nouns, VisibleField


class AttendanceSerializer(serializers.ModelSerializer[Attendance]):
    """A guest has no role; `named` is who came without an account."""

    class Meta:
        model = Attendance
        fields = [
            "id",
            "meeting",
            "organisation",
            "person",
            "named",
            "role",
            "presence",
            "authority",
            "picture",
        ]
        read_only_fields = fields


class NoteSerializer(serializers.Serializer[Any]):
    presence = serializers.ChoiceField(choices=Presence.choices, required=False, allow_blank=True)
    authority = serializers.ChoiceField(choices=Authority.choices, required=False)
    person = VisibleField(User, required=False)
    named = serializers.CharField(required=False, allow_blank=True)


class PictureSerializer(serializers.Serializer[Any]):
    """Empty: not yet."""

    picture = serializers.ChoiceField(choices=Picture.choices, allow_blank=True)


class GuestSerializer(serializers.Serializer[Any]):
    meeting = VisibleField(Meeting)
    organisation = VisibleField(Organisation)
    person = VisibleField(User, required=False, allow_null=True, default=None)
    named = serializers.CharField(required=False, allow_blank=True, default="")


NOTE = OpenApiExample(
    "Present under reservation",
    value={"presence": "present", "authority": "reservation"},
    request_only=True,
)


@extend_schema_view(
    list=extend_schema(
        summary="Who was expected and who came",
        parameters=[ByMeetingSerializer],
        responses={200: AttendanceSerializer(many=True), **problems(400)},
    ),
    retrieve=extend_schema(
        summary="One row of attendance", responses={200: AttendanceSerializer, **problems(*READ)}
    ),
)
class AttendanceViewSet(Nouns):
    """An organisation at a meeting, and who represented it."""

    action_names = dict.fromkeys(
        ("create", "partial_update", "destroy", "picture"), "meetings.write"
    )
    serializer_class = AttendanceSerializer
    queryset = Attendance.objects.none()

    def get_queryset(self) -> Any:
        seen = Meeting.objects.visible_to(self.request.user)
        found = Attendance.objects.filter(meeting__in=seen)
        found = found.select_related("meeting__body", "organisation", "person")
        if self.action == "list":
            found = found.filter(**self.wanted())
        return found.order_by("meeting__starts_at", "role", "organisation__code", "pk")

    @extend_schema(
        summary="Note a guest, who listens",
        request=GuestSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: AttendanceSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        return self.said(attendance.add_guest(**self.sent(GuestSerializer)), 201)

    @extend_schema(
        summary="Note who came, for whom and with what power",
        request=NoteSerializer,
        parameters=[IDEMPOTENCY],
        responses={200: AttendanceSerializer, **problems(*WRITTEN)},
        examples=[NOTE],
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        return self.said(attendance.note_attendance(attendance=row, **self.sent(NoteSerializer)))

    @extend_schema(
        summary="Note whether this organisation has given its part of the picture",
        request=PictureSerializer,
        parameters=[IDEMPOTENCY],
        responses={200: AttendanceSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"])
    def picture(self, request: Request, pk: str) -> Response:
        row = self.get_object()
        note_picture(attendance=row, **self.sent(PictureSerializer))
        return self.said(row)

    @extend_schema(
        summary="Take a guest off the list", responses={204: None, **problems(403, 404, 422)}
    )
    def destroy(self, request: Request, pk: str) -> Response:
        attendance.remove_guest(attendance=self.get_object(), **self.deed())
        return Response(status=204)
