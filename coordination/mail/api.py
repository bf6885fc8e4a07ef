"""/api/v1/messages: one's own mail; /api/v1/deliveries: how all mail fares, for its operator."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers, viewsets
from rest_framework.routers import BaseRouter

from .models import Dispatch, Message, Status
from .queries import inbox


class MessageSerializer(serializers.ModelSerializer[Message]):
    class Meta:
        model = Message
        fields = ["id", "kind", "dossier", "subject", "body", "sent_at", "read_at"]
        read_only_fields = fields


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
    list=extend_schema(summary="Your own messages, newest first"),
    retrieve=extend_schema(summary="One of your own messages; reading here does not mark it read"),
)
class MessageViewSet(viewsets.ReadOnlyModelViewSet[Message]):
    action_name = "own.settings"
    serializer_class = MessageSerializer
    queryset = Message.objects.none()

    def get_queryset(self) -> Any:
        return inbox(self.request.user).defer(None).defer("payload")


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
