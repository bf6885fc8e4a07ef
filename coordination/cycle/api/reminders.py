"""/api/v1/reminder-rules: when whom is reminded; /api/v1/reminders: what was planned and sent."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit import clock
from coordination.kit.documented import READ, problems
from coordination.kit.workdays import Unit

from ..models import Audience, Reminder, ReminderRule, Side
from ..previewing import Preview, preview_of
from ..queries.reminded import reminders_of
from ..services.reminders.rules import RuleFacts, add_rule, change_rule
from .cadences import Rhythm, documented, standing
from .serializers import NoFilterSerializer


class RuleSerializer(serializers.ModelSerializer[ReminderRule]):
    class Meta:
        model = ReminderRule
        fields = ["id", *RuleFacts.names(), "version"]
        read_only_fields = fields


class RuleFactsSerializer(serializers.Serializer[Any]):
    """All facts of a rule; a change sends those that differ."""

    kind = serializers.CharField(help_text="What it is about, such as actions.point.")
    number = serializers.IntegerField(help_text="How long before or after, in `unit`.")
    unit = serializers.ChoiceField(Unit.choices, required=False, default=Unit.WORKING_DAYS)
    side = serializers.ChoiceField(Side.choices, required=False, default=Side.BEFORE)
    audience = serializers.ChoiceField(Audience.choices, required=False, default=Audience.OWNER)
    repeat = serializers.BooleanField(required=False, default=False)
    subject_nl = serializers.CharField()
    subject_en = serializers.CharField()
    text_nl = serializers.CharField()
    text_en = serializers.CharField()
    note = serializers.CharField(required=False, allow_blank=True, default="")
    active = serializers.BooleanField(required=False, default=True)


class WordsSerializer(serializers.Serializer[Any]):
    language = serializers.CharField()
    subject = serializers.CharField()
    text = serializers.CharField()


class PreviewSerializer(serializers.Serializer[Any]):
    """What the rule would say of the first open item that you may see, when and to whom."""

    item = serializers.UUIDField(source="item.pk")
    falls_at = serializers.DateTimeField()
    told = serializers.ListField(child=serializers.CharField())
    words = serializers.SerializerMethodField()

    @extend_schema_field(WordsSerializer(many=True))
    def get_words(self, preview: Preview) -> list[dict[str, str]]:
        names = ("language", "subject", "text")
        return [dict(zip(names, words, strict=True)) for words in preview.words]


class ReminderSerializer(serializers.ModelSerializer[Reminder]):
    recipient = serializers.CharField(source="recipient.__str__", read_only=True)
    status = serializers.CharField(source="message.status", read_only=True)
    goes_at = serializers.DateTimeField(source="message.not_before", read_only=True)
    sent_at = serializers.DateTimeField(source="message.sent_at", read_only=True)

    class Meta:
        model = Reminder
        fields = [
            "id",
            "recipient",
            "kind",
            "item",
            "falls_at",
            "at_once",
            "status",
            "goes_at",
            "sent_at",
        ]
        read_only_fields = fields


class ByItemSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps: those of one thing, else your own."""

    kind = serializers.CharField(required=False, help_text="With item: what it is.")
    item = serializers.UUIDField(required=False)


@extend_schema_view(
    list=extend_schema(summary="Rules of reminders"),
    retrieve=extend_schema(
        summary="One rule, with its version as ETag",
        responses={200: RuleSerializer, **problems(*READ)},
    ),
)
class RuleViewSet(Rhythm):
    """When whom is reminded of what, and in which words."""

    action_name = "cycle.remind"
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = RuleSerializer
    filter_serializer = NoFilterSerializer
    queryset = ReminderRule.objects.none()

    def get_queryset(self) -> Any:
        found = ReminderRule.objects.visible_to(self.request.user)
        return found.order_by("kind", "side", "number", "pk")

    @documented("Add a rule", RuleFactsSerializer, RuleSerializer, versioned=False, code=201)
    def create(self, request: Request) -> Response:
        facts = RuleFacts(**self.facts_of(RuleFactsSerializer, {}))
        return self.said(add_rule(facts=facts, **self.deed()), 201)

    @documented("Change a rule; what it planned before stands", RuleFactsSerializer, RuleSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        rule: ReminderRule = self.get_object()
        facts = RuleFacts(**self.facts_of(RuleFactsSerializer, standing(rule, RuleFactsSerializer)))
        changed = change_rule(rule=rule, facts=facts, version=self.version(), **self.deed())
        return self.said(changed)

    @extend_schema(
        summary="What a rule would say of something that you may see",
        description="204 where nothing is open that you may see.",
        responses={200: PreviewSerializer, 204: None, **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def preview(self, request: Request, pk: str) -> Response:
        found = preview_of(self.get_object(), request.user, at=clock.now())  # type: ignore[arg-type]  # ByRole lets nobody else in
        return Response(status=204) if found is None else Response(PreviewSerializer(found).data)


@extend_schema_view(
    list=extend_schema(
        summary="Reminders planned and sent, the last first: your own, or of one thing",
        description="Of a thing all of them for who owes it, leads its dossier or is secretary or "
        "chair of its body; for everybody else her own.",
        parameters=[ByItemSerializer],
    ),
)
class ReminderViewSet(Rhythm):
    """Who is or was reminded of what."""

    http_method_names = ["get", "head", "options"]
    serializer_class = ReminderSerializer
    filter_serializer = ByItemSerializer
    queryset = Reminder.objects.none()

    def get_queryset(self) -> Any:
        wanted = self.wanted()
        user: Any = self.request.user
        if "item" in wanted:
            rows = reminders_of(user, wanted.get("kind", ""), wanted["item"])
        else:
            rows = Reminder.objects.visible_to(user)
        return rows.select_related(
            "message", "recipient__user", "recipient__mailbox", "recipient__contact"
        ).order_by("-falls_at", "pk")
