"""/api/v1/meetings."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.models import Dossier
from coordination.kit.asof import AsOfSerializer
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.kit.fields import MomentField
from coordination.people.models import Body, User

from ..models import Meeting, MeetingStatus
from ..services import circulation, meetings
from .base import Nouns, VisibleField
from .moving import Moves
from .serializers import MeetingSerializer


class MeetingFilterSerializer(serializers.Serializer[Any]):
    body = serializers.UUIDField(required=False)
    dossier = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(choices=MeetingStatus.choices, required=False)
    starts_after = MomentField(required=False)
    starts_before = MomentField(required=False)


class PlanSerializer(serializers.Serializer[Any]):
    body = VisibleField(Body)
    dossier = VisibleField(Dossier)
    starts_at = MomentField()
    ends_at = MomentField()
    place = serializers.CharField(required=False, allow_blank=True)
    subject = serializers.CharField(required=False, allow_blank=True)
    note_takers = serializers.ListField(child=VisibleField(User), required=False, max_length=20)


class CancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(allow_blank=True)


class AdoptSerializer(serializers.Serializer[Any]):
    adopted_in = VisibleField(Meeting, required=False, allow_null=True, default=None)


class NothingSerializer(serializers.Serializer[Any]):
    """No body is read."""


MEETING = OpenApiExample(
    "A planned meeting",
    value={
        "id": "0d4b4d0e-6a0c-4c1b-9f0c-6a1f2b7a9d11",
        "body": "6f0a2a52-6a0e-4a5e-9a43-0a4c2f1be001",
        "body_code": "MLT3",
        "dossier": "b0c5a4de-1d2f-4c3b-8a55-5d6f0d2f9a02",
        "subject": "Kwetsbare groepen",
        "starts_at": "2020-11-02T15:00:00+01:00",
        "ends_at": "2020-11-02T16:30:00+01:00",
        "place": "Webex",
        "status": "planned",
        "note_takers": [],
        "sequence": 0,
        "agreed_at": None,
        "circulated_at": None,
        "adopted_at": None,
        "adopted_in": None,
        "cancelled_because": "",
        "version": 1,
    },
    response_only=True,
)
PLAN = OpenApiExample(
    "Plan a meeting",
    value={
        "body": "6f0a2a52-6a0e-4a5e-9a43-0a4c2f1be001",
        "dossier": "b0c5a4de-1d2f-4c3b-8a55-5d6f0d2f9a02",
        "starts_at": "2020-11-02T15:00:00+01:00",
        "ends_at": "2020-11-02T16:30:00+01:00",
        "place": "Webex",
    },
    request_only=True,
)


def _verb(summary: str, asks: Any = None, *, versioned: bool = True) -> Any:
    wants = [IF_MATCH, IDEMPOTENCY] if versioned else [IDEMPOTENCY]
    codes = VERSIONED if versioned else WRITTEN
    return extend_schema(
        summary=summary,
        request=asks,
        parameters=wants,
        responses={200: MeetingSerializer, **problems(*codes)},
        examples=[MEETING],
    )


@extend_schema_view(
    list=extend_schema(
        summary="Meetings you may see, by start",
        parameters=[MeetingFilterSerializer],
        responses={200: MeetingSerializer(many=True), **problems(400)},
        examples=[MEETING],
    ),
    retrieve=extend_schema(
        summary="One meeting, with its version as ETag",
        parameters=[AsOfSerializer],
        responses={200: MeetingSerializer, **problems(*READ)},
        examples=[MEETING],
    ),
)
class MeetingViewSet(Moves, Nouns):
    """A meeting of a body. Its status changes by verbs, never by a field."""

    action_names = {
        "create": "meetings.plan",
        "move": "meetings.plan",
        "move_preview": "meetings.plan",
        "undo_move": "meetings.plan",
        "cancel": "meetings.plan",
        "restore": "meetings.plan",
        "open": "meetings.write",
        "close": "meetings.circulate",
        "reopen": "meetings.circulate",
        "agree": "meetings.circulate",
        "circulate": "meetings.circulate",
        "take_back": "meetings.circulate",
        "adopt": "meetings.circulate",
    }
    serializer_class = MeetingSerializer
    filter_serializer = MeetingFilterSerializer
    pointers = {"day": "starts_at", "ends": "ends_at"}
    queryset = Meeting.objects.none()

    def get_queryset(self) -> Any:
        found = Meeting.objects.visible_to(self.request.user).select_related("body", "dossier")
        found = found.prefetch_related("note_takers")
        if self.action != "list":
            return found
        wanted = self.wanted()
        names = {"starts_after": "starts_at__gt", "starts_before": "starts_at__lt"}
        kept = {names.get(name, name): value for name, value in wanted.items()}
        return found.filter(**kept).order_by("starts_at", "pk")

    @extend_schema(
        summary="Plan a meeting; who is expected is told",
        request=PlanSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: MeetingSerializer, **problems(*WRITTEN)},
        examples=[PLAN, MEETING],
    )
    def create(self, request: Request) -> Response:
        return self.said(meetings.plan_meeting(**self.sent(PlanSerializer)), 201)

    @_verb("Cancel a planned meeting, with the reason", CancelSerializer, versioned=False)
    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, pk: str) -> Response:
        meeting = self.get_object()
        return self.said(meetings.cancel_meeting(meeting=meeting, **self.sent(CancelSerializer)))

    @_verb("Plan a cancelled meeting again, at its old time", versioned=False)
    @action(detail=True, methods=["post"])
    def restore(self, request: Request, pk: str) -> Response:
        return self.said(meetings.restore_meeting(meeting=self.get_object(), **self.deed()))

    @_verb("Open a planned meeting for writing", versioned=False)
    @action(detail=True, methods=["post"])
    def open(self, request: Request, pk: str) -> Response:
        return self.said(meetings.open_meeting(meeting=self.get_object(), **self.deed()))

    @_verb("Close: nothing is added any more")
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        return self._led(circulation.close_meeting)

    @_verb("Open a closed meeting again, as long as it was not circulated")
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self._led(circulation.reopen_meeting)

    @_verb("Agree, as chair, that the report of a closed meeting goes round")
    @action(detail=True, methods=["post"])
    def agree(self, request: Request, pk: str) -> Response:
        return self._led(circulation.agree_minutes)

    @_verb("Send the report round as draft; mail leaves after two minutes")
    @action(detail=True, methods=["post"])
    def circulate(self, request: Request, pk: str) -> Response:
        return self._led(circulation.circulate_minutes)

    @_verb("Take the circulation back before its mail leaves; everything is draft again")
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        return self._led(circulation.take_back_circulation)

    @_verb("Adopt the circulated report; it never changes again", AdoptSerializer)
    @action(detail=True, methods=["post"])
    def adopt(self, request: Request, pk: str) -> Response:
        return self._led(circulation.adopt_minutes, AdoptSerializer)

    def _led(
        self, service: Any, asks: type[serializers.Serializer[Any]] = NothingSerializer
    ) -> Response:
        meeting = self.get_object()
        return self.said(service(meeting=meeting, version=self.version(), **self.sent(asks)))
