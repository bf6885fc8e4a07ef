"""/api/v1/process-variants: who may settle which change, and within how many hours."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.meetings.api.base import Nouns, VisibleField
from escalation.ladder.models import Ladder

from ..models import Direction, ProcessRule, ProcessVariant, Settler
from ..queries.processes import list_processes
from ..replaying.process import Settling
from ..services.processes import (
    ProcessFacts,
    change_process,
    discard_process,
    make_process,
    rules_of,
)


class ProcessRuleSerializer(serializers.ModelSerializer[ProcessRule]):
    class Meta:
        model = ProcessRule
        fields = ["direction", "most_steps", "highest", "settler", "hours"]
        read_only_fields = fields


class ProcessVariantSerializer(serializers.ModelSerializer[ProcessVariant]):
    """The first rule that covers a change settles it; without one it goes up."""

    rules = ProcessRuleSerializer(many=True, read_only=True)

    class Meta:
        model = ProcessVariant
        fields = [
            "id", "name", "why", "minister_hours", "rules", "dossier", "created_at", "created_by",
            "version",
        ]  # fmt: skip
        read_only_fields = fields


class SettlingSerializer(serializers.Serializer[Any]):
    direction = serializers.ChoiceField(Direction.choices)
    most_steps = serializers.IntegerField(min_value=1, max_value=8)
    highest = serializers.IntegerField(min_value=1, max_value=9)
    settler = serializers.ChoiceField(Settler.choices)
    hours = serializers.IntegerField(min_value=1, max_value=720)


class ProcessFactsSerializer(serializers.Serializer[Any]):
    """What is not sent stays as it is; `rules` is sent whole."""

    name = serializers.CharField(max_length=100, required=False)
    why = serializers.CharField(max_length=500, required=False, allow_blank=True)
    minister_hours = serializers.IntegerField(required=False, allow_null=True)
    rules = SettlingSerializer(many=True, required=False)


class NewProcessSerializer(ProcessFactsSerializer):
    """`ladder`: in the dossier of which it is kept."""

    ladder = VisibleField(Ladder)
    name = serializers.CharField(max_length=100)
    rules = SettlingSerializer(many=True)


@extend_schema_view(
    list=extend_schema(summary="Variants of the process, by name"),
    retrieve=extend_schema(
        summary="One of them, with its version number as ETag",
        responses={200: ProcessVariantSerializer, **problems(*READ)},
    ),
)
class ProcessVariantViewSet(Nouns):
    """Seen by who works in the lab and sees the ladder's dossier."""

    action_name = "lab.read"
    action_names = dict.fromkeys(("create", "partial_update", "destroy"), "lab.run")
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    serializer_class = ProcessVariantSerializer
    queryset = ProcessVariant.objects.none()

    def get_queryset(self) -> Any:
        return list_processes(self.request.user)

    @extend_schema(
        summary="Make a variant of the process",
        request=NewProcessSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: ProcessVariantSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(NewProcessSerializer)
        dossier = sent["ladder"].dossier
        facts = _over(ProcessFacts(sent["name"]), sent)
        return self.said(make_process(dossier=dossier, facts=facts, **self.deed()), 201)

    @extend_schema(
        summary="Change a variant of the process",
        request=ProcessFactsSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: ProcessVariantSerializer, **problems(*VERSIONED)},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        found: ProcessVariant = self.get_object()
        standing = ProcessFacts(found.name, found.why, found.minister_hours, rules_of(found))
        facts = _over(standing, self.sent(ProcessFactsSerializer))
        changed = change_process(process=found, facts=facts, version=self.version(), **self.deed())
        return self.said(changed)

    @extend_schema(
        summary="Throw a process away that nothing was reckoned with",
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={204: None, **problems(*VERSIONED)},
    )
    def destroy(self, request: Request, pk: str) -> Response:
        discard_process(process=self.get_object(), version=self.version(), **self.deed())
        return Response(status=204)


def _over(facts: ProcessFacts, sent: dict[str, Any]) -> ProcessFacts:
    rules = facts.rules
    if "rules" in sent:
        rules = [Settling(**one) for one in sent["rules"]]
    return ProcessFacts(
        sent.get("name", facts.name),
        sent.get("why", facts.why),
        sent.get("minister_hours", facts.minister_hours),
        rules,
    )
