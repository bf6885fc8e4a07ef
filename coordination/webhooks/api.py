"""/api/v1/webhooks and /api/v1/webhook-deliveries: who is told what happens, and how that fares."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.dossiers.models import Dossier
from coordination.kit.api import expected_version
from coordination.kit.documented import READ, problems, verbs_of
from coordination.kit.resources import Resource
from coordination.people.models import User

from . import services
from .models import Delivery, Webhook
from .queries import deliveries_of, list_webhooks
from .signing import secret_of
from .telling import told_kinds

EXAMPLE = OpenApiExample(
    "A webhook",
    value={
        "name": "Dashboard",
        "url": "https://hooks.example.gov/baken",
        "owner": "b0c5a4de-1d2f-4c3b-8a55-5d6f0d2f9a02",
        "kinds": ["meetings.circulated"],
        "dossiers": [],
    },
    request_only=True,
)


class WebhookSerializer(serializers.ModelSerializer[Webhook]):
    off_reason = serializers.CharField(source="off_reason_text", read_only=True)

    class Meta:
        model = Webhook
        fields = [
            "id",
            "name",
            "url",
            "owner",
            "kinds",
            "dossiers",
            "active",
            "off_reason",
            "misses",
            "version",
        ]
        read_only_fields = fields


class SecretSerializer(WebhookSerializer):
    secret = serializers.SerializerMethodField(help_text="Shown in this answer only.")

    class Meta(WebhookSerializer.Meta):
        fields = [*WebhookSerializer.Meta.fields, "secret"]
        read_only_fields = fields

    def get_secret(self, webhook: Webhook) -> str:
        return secret_of(webhook)


class WebhookFactsSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=80)
    url = serializers.CharField(max_length=500, trim_whitespace=False)
    owner = serializers.PrimaryKeyRelatedField(
        queryset=User.objects.active(), help_text="In whose name: what she sees is told."
    )
    kinds = serializers.MultipleChoiceField(choices=[])
    dossiers = serializers.PrimaryKeyRelatedField(
        queryset=Dossier.objects.all(),
        many=True,
        required=False,
        help_text="Empty or left out is all that the owner sees.",
    )

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        fields["kinds"] = serializers.MultipleChoiceField(choices=told_kinds())
        return fields


class DeliverySerializer(serializers.ModelSerializer[Delivery]):
    reason = serializers.CharField(source="reason_text", read_only=True)

    class Meta:
        model = Delivery
        fields = [
            "id",
            "webhook",
            "kind",
            "status",
            "reason",
            "attempts",
            "queued_at",
            "not_before",
            "sent_at",
            "reply",
        ]
        read_only_fields = fields


documented = verbs_of(WebhookSerializer)


@extend_schema_view(
    list=extend_schema(summary="Webhooks you may see, by name"),
    retrieve=extend_schema(
        summary="One webhook, with its version as ETag",
        responses={200: WebhookSerializer, **problems(*READ)},
    ),
)
class WebhookViewSet(mixins.ListModelMixin, Resource):
    """An address outside that is told of events."""

    action_name = "webhooks.manage"
    action_names = {"list": "webhooks.read", "retrieve": "webhooks.read"}
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    serializer_class = WebhookSerializer
    queryset = Webhook.objects.none()

    def get_queryset(self) -> Any:
        return list_webhooks(self.request.user).prefetch_related("dossiers")

    def retrieve(self, request: Request, pk: str) -> Response:
        return self.said(self.get_object())

    @extend_schema(examples=[EXAMPLE])
    @documented(
        "Add a webhook", WebhookFactsSerializer, SecretSerializer, versioned=False, code=201
    )
    def create(self, request: Request) -> Response:
        made = services.add_webhook(facts=self.facts({}), **self.deed())
        return self.with_secret(made, 201)

    @documented("Change a webhook", WebhookFactsSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        found: Webhook = self.get_object()
        kept = {name: getattr(found, name) for name in ("name", "url", "owner", "kinds")}
        facts = self.facts({**kept, "dossiers": list(found.dossiers.all())})
        changed = services.change_webhook(
            webhook=found, facts=facts, version=expected_version(request), **self.deed()
        )
        return self.said(changed)

    @documented("Remove a webhook", said=None, versioned=False, code=204)
    def destroy(self, request: Request, pk: str) -> Response:
        services.remove_webhook(webhook=self.get_object(), **self.deed())
        return Response(status=204)

    @documented("Another secret; for a day both sign", said=SecretSerializer, versioned=False)
    @action(detail=True, methods=["post"])
    def secret(self, request: Request, pk: str) -> Response:
        return self.with_secret(services.renew_secret(webhook=self.get_object(), **self.deed()))

    @documented("Send a test", said=DeliverySerializer, versioned=False, code=201)
    @action(detail=True, methods=["post"])
    def test(self, request: Request, pk: str) -> Response:
        sent = services.send_test(webhook=self.get_object(), **self.deed())
        return Response(DeliverySerializer(sent).data, status=201)

    @documented("Switch a webhook on", versioned=False)
    @action(detail=True, methods=["post"], url_path="on")
    def switch_on(self, request: Request, pk: str) -> Response:
        return self.said(services.switch_on(webhook=self.get_object(), **self.deed()))

    @documented("Switch a webhook off", versioned=False)
    @action(detail=True, methods=["post"], url_path="off")
    def switch_off(self, request: Request, pk: str) -> Response:
        return self.said(services.switch_off(webhook=self.get_object(), **self.deed()))

    def with_secret(self, webhook: Webhook, status: int = 200) -> Response:
        shown = SecretSerializer(webhook).data
        response = Response(shown, status=status)
        response.shown_once = [shown["secret"]]  # type: ignore[attr-defined]  # read by the receipts
        return response

    def facts(self, kept: dict[str, Any]) -> services.WebhookFacts:
        """What was sent over what stands there (`kept`)."""
        values = {**kept, **self.sent(WebhookFactsSerializer, partial=bool(kept))}
        return services.WebhookFacts(**{**values, "kinds": sorted(values["kinds"])})


@extend_schema_view(
    list=extend_schema(summary="Messages of webhooks you may see, newest first"),
    retrieve=extend_schema(summary="How one message fares"),
)
class DeliveryViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    """One event to one webhook."""

    action_name = "webhooks.read"
    action_names = {"resend": "webhooks.manage"}
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = DeliverySerializer
    queryset = Delivery.objects.none()

    def get_queryset(self) -> Any:
        return deliveries_of(self.request.user).select_related("webhook__owner")

    @documented("Send a message again, with the same id", said=DeliverySerializer, versioned=False)
    @action(detail=True, methods=["post"])
    def resend(self, request: Request, pk: str) -> Response:
        again = services.resend(delivery=self.get_object(), **self.deed())
        return Response(DeliverySerializer(again).data)


def register(router: BaseRouter) -> None:
    router.register("webhooks", WebhookViewSet, basename="webhook")
    router.register("webhook-deliveries", DeliveryViewSet, basename="webhook-delivery")
