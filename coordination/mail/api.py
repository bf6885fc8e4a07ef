"""/api/v1/messages: one's own mail; /api/v1/deliveries: how all mail fares, for its operator."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.kit import clock
from coordination.kit.documented import IDEMPOTENCY, WRITTEN, problems
from coordination.kit.resources import as_read
from coordination.kit.text import refuse_unsafe
from coordination.people.models import User
from coordination.people.rights.api import ByRole

from . import services
from .models import Dispatch, Message, Status
from .queries import Overview, choices_of, inbox, overview


class MessageSerializer(serializers.ModelSerializer[Message]):
    class Meta:
        model = Message
        fields = [
            "id",
            "kind",
            "dossier",
            "status",
            "subject",
            "body",
            "path",
            "sent_at",
            "read_at",
        ]
        read_only_fields = fields


class MarkedSerializer(serializers.Serializer[Any]):
    marked = serializers.IntegerField(help_text="How many were unread.")


class DispatchSerializer(serializers.ModelSerializer[Dispatch]):
    recipient = serializers.CharField(source="recipient.__str__", read_only=True)
    reason = serializers.CharField(source="reason_text", read_only=True)

    class Meta:
        model = Dispatch
        fields = [
            "id",
            "kind",
            "recipient",
            "status",
            "reason",
            "attempts",
            "resends",
            "not_before",
            "sent_at",
            "relay_reply",
        ]
        read_only_fields = fields


@extend_schema_view(
    list=extend_schema(
        summary="Your own messages, newest first, also where mail is on hold; `path` is the page"
    ),
    retrieve=extend_schema(summary="One of your own messages; reading here does not mark it read"),
)
class MessageViewSet(viewsets.ReadOnlyModelViewSet[Message]):
    action_name = "own.settings"
    serializer_class = MessageSerializer
    queryset = Message.objects.none()

    def get_queryset(self) -> Any:
        hers = inbox(self.request.user, at=clock.now())
        return hers.defer(None).defer("calendar", "payload")

    @extend_schema(
        summary="Mark all your messages as read",
        request=None,
        responses={200: MarkedSerializer, **problems(403)},
    )
    @action(detail=False, methods=["post"], url_path="read")
    def mark_all_read(self, request: Request) -> Response:
        assert isinstance(request.user, User)
        marked = services.mark_all_read(user=request.user, at=clock.now())
        return Response({"marked": marked})


class PileSerializer(serializers.Serializer[Any]):
    state = serializers.CharField(source="pile")
    count = serializers.IntegerField()


class BeatSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    at = serializers.DateTimeField(allow_null=True)


class OverviewSerializer(serializers.Serializer[Any]):
    """What is over is counted over seven days, what waits always."""

    states = PileSerializer(many=True, source="tabs")
    heartbeats = serializers.SerializerMethodField()
    held_because = serializers.CharField(source="hold.reason_text", default="")
    late_minutes = serializers.IntegerField(help_text="How long the oldest due message waits.")

    @extend_schema_field(BeatSerializer(many=True))
    def get_heartbeats(self, found: Overview) -> list[dict[str, Any]]:
        beats = [(_("Last run"), found.last_run), *found.beats]
        return [{"name": str(name), "at": at} for name, at in beats]


class HoldSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200)

    def validate_reason(self, reason: str) -> str:
        if problems := refuse_unsafe(reason):
            raise serializers.ValidationError([str(problem) for problem in problems])
        return reason


def _written(summary: str, asks: Any, said: Any) -> Any:
    return extend_schema(
        summary=summary,
        request=asks,
        parameters=[IDEMPOTENCY],
        responses={200: said, **problems(*WRITTEN)},
    )


@extend_schema_view(
    list=extend_schema(summary="How all messages fare, newest first; never what they say"),
    retrieve=extend_schema(summary="How one message fares"),
)
class DispatchViewSet(viewsets.ReadOnlyModelViewSet[Dispatch]):
    """`?status=dead` keeps one state."""

    permission_classes = [ByRole]
    action_name = "mail.operate"
    action_names = {"resend": "mail.hold", "hold": "mail.hold", "release": "mail.hold"}
    serializer_class = DispatchSerializer
    queryset = Dispatch.objects.none()

    def get_queryset(self) -> Any:
        found = Dispatch.objects.visible_to(self.request.user).select_related(
            "recipient__user", "recipient__mailbox", "recipient__contact"
        )
        asked = self.request.query_params.get("status", "")
        if asked in Status.values:
            found = found.filter(status=asked)
        return found.order_by("-queued_at", "pk")

    @extend_schema(
        summary="How the mail fares as a whole: states, heartbeats, on hold or late",
        responses={200: OverviewSerializer, **problems(403)},
    )
    @action(detail=False, methods=["get"])
    def overview(self, request: Request) -> Response:
        return self._overview()

    @_written("Try once more what was refused, hung or uncertain", None, DispatchSerializer)
    @action(detail=True, methods=["post"])
    def retry(self, request: Request, pk: str) -> Response:
        return self._sent(services.retry_message)

    @_written("Send a sent message again, as a new mail", None, DispatchSerializer)
    @action(detail=True, methods=["post"])
    def resend(self, request: Request, pk: str) -> Response:
        return self._sent(services.resend_message)

    @_written("Hold all mail", HoldSerializer, OverviewSerializer)
    @action(detail=False, methods=["post"])
    def hold(self, request: Request) -> Response:
        asked = HoldSerializer(data=request.data)
        as_read(asked)
        services.hold_all(reason=asked.validated_data["reason"], **self._deed())
        return self._overview()

    @_written("Let the mail go again", None, OverviewSerializer)
    @action(detail=False, methods=["post"])
    def release(self, request: Request) -> Response:
        services.release_hold(**self._deed())
        return self._overview()

    def _sent(self, service: Any) -> Response:
        return Response(
            self.get_serializer(service(message=self.get_object(), **self._deed())).data
        )

    def _overview(self) -> Response:
        return Response(OverviewSerializer(overview(at=clock.now())).data)

    def _deed(self) -> dict[str, Any]:
        return {"by": self.request.user, "at": clock.now()}


class ChoiceSerializer(serializers.Serializer[Any]):
    """Of a kind that is not `optional` mail is always sent."""

    kind = serializers.CharField(read_only=True)
    label = serializers.CharField(read_only=True)  # type: ignore[assignment]  # a field of that name
    optional = serializers.BooleanField(read_only=True)
    by_mail = serializers.BooleanField(read_only=True)


class MutedSerializer(serializers.Serializer[Any]):
    muted = serializers.ListField(
        child=serializers.CharField(max_length=60), help_text="All kinds not to be mailed."
    )


class ChoiceViewSet(viewsets.GenericViewSet[Any]):
    """Which kinds of mail one has in the app only."""

    permission_classes = [ByRole]
    action_name = "own.settings"
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = ChoiceSerializer
    pagination_class = None
    queryset = Message.objects.none()

    @extend_schema(summary="Kinds of mail, and whether one is mailed")
    def list(self, request: Request) -> Response:
        return Response(ChoiceSerializer(choices_of(request.user), many=True).data)

    @_written("Choose which kinds are not mailed", MutedSerializer, ChoiceSerializer(many=True))
    def create(self, request: Request) -> Response:
        asked, user = MutedSerializer(data=request.data), request.user
        as_read(asked)
        muted: list[str] = asked.validated_data["muted"]
        services.choose_mail(user=user, muted=muted, at=clock.now())  # type: ignore[arg-type]  # behind ByRole she is a User
        return self.list(request)


def register(router: BaseRouter) -> None:
    router.register("messages", MessageViewSet, basename="message")
    router.register("deliveries", DispatchViewSet, basename="delivery")
    router.register("mail-choices", ChoiceViewSet, basename="mail-choice")
