"""/api/v1/messages: one's own mail; /api/v1/deliveries: how all mail fares, for its operator."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.kit.documented import problems
from coordination.people.models import User

from . import services
from .models import Dispatch, Message, Status
from .queries import inbox


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
        hers = inbox(self.request.user, at=timezone.now())
        return hers.defer(None).defer("calendar", "payload")

    @extend_schema(
        summary="Mark all your messages as read",
        request=None,
        responses={200: MarkedSerializer, **problems(403)},
    )
    @action(detail=False, methods=["post"], url_path="read")
    def mark_all_read(self, request: Request) -> Response:
        assert isinstance(request.user, User)
        marked = services.mark_all_read(user=request.user, at=timezone.now())
        return Response({"marked": marked})


@extend_schema_view(
    list=extend_schema(summary="How all messages fare, newest first; never what they say"),
    retrieve=extend_schema(summary="How one message fares"),
)
class DispatchViewSet(viewsets.ReadOnlyModelViewSet[Dispatch]):
    """`?status=dead` keeps one state."""

    action_name = "mail.operate"
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


def register(router: BaseRouter) -> None:
    router.register("messages", MessageViewSet, basename="message")
    router.register("deliveries", DispatchViewSet, basename="delivery")
