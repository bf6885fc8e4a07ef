"""/api/v1/ladders: the versions of the ladder, with their levels, thresholds and measures."""

from typing import Any

from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.decisions.models import Decision
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.kit.fields import DayField
from coordination.measures.models import Measure
from coordination.meetings.api.base import Nouns, VisibleField
from escalation.regions.models import Scope

from ..models import (
    Combination,
    Ladder,
    LadderStatus,
    Level,
    LevelMeasure,
    Measured,
    Threshold,
    Window,
)
from ..queries.history import with_decisions
from ..queries.ladders import with_levels
from ..services.adopting import adopt_ladder
from ..services.checking import MOST_MEASURES
from ..services.drafting import change_draft, discard_draft, draft_ladder
from ..services.facts import BoundFacts, LadderFacts, LevelFacts, MeasureFacts
from .decided import DecidedMixin, SeenDecisionField
from .freezing import FreezingMixin


class ThresholdSerializer(serializers.ModelSerializer[Threshold]):
    indicator = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)

    class Meta:
        model = Threshold
        fields = ["indicator", "lower", "inclusive"]
        read_only_fields = fields


class LevelMeasureSerializer(serializers.ModelSerializer[LevelMeasure]):
    """A measure, in the words it had when the ladder was saved or adopted."""

    class Meta:
        model = LevelMeasure
        fields = ["measure", "instrument", "legal_basis", "sectors"]
        read_only_fields = fields


class LevelSerializer(serializers.ModelSerializer[Level]):
    thresholds = ThresholdSerializer(many=True, read_only=True)
    measures = LevelMeasureSerializer(many=True, read_only=True)

    class Meta:
        model = Level
        fields = ["id", "rank", "name_nl", "name_en", "thresholds", "measures"]
        read_only_fields = fields


class LadderSerializer(serializers.ModelSerializer[Ladder]):
    """One version; a level ends where the next one starts.

    `decision` is null for who may not see it.
    """

    decision = SeenDecisionField()
    levels = LevelSerializer(many=True, read_only=True)

    class Meta:
        model = Ladder
        fields = [
            "id", "code", "name", "scope", "status", "valid_from", "valid_to", "combination",
            "window", "window_days", "measured", "per_inhabitants", "decimals", "weeks_up",
            "weeks_down", "hysteresis", "source", "based_on", "decision", "dossier",
            "adopted_at", "version", "levels",
        ]  # fmt: skip
        read_only_fields = fields


class BoundFactsSerializer(serializers.Serializer[Any]):
    indicator = serializers.SlugField(max_length=40)
    lower = serializers.DecimalField(max_digits=14, decimal_places=2)
    inclusive = serializers.BooleanField(
        required=False, default=True, help_text="Whether the bound itself is of this level."
    )


class LevelFactsSerializer(serializers.Serializer[Any]):
    rank = serializers.IntegerField(min_value=1, max_value=9)
    name_nl = serializers.CharField(max_length=40)
    name_en = serializers.CharField(max_length=40, required=False, allow_blank=True, default="")
    thresholds = BoundFactsSerializer(many=True, required=False)
    measures = serializers.ListField(
        child=VisibleField(Measure), required=False, max_length=MOST_MEASURES,
        help_text="Ids of measures, in their order.",
    )  # fmt: skip


class LadderFactsSerializer(serializers.Serializer[Any]):
    """All facts of a draft; what is not sent stays as it is. `levels` is sent whole."""

    name = serializers.CharField(max_length=100, required=False)
    scope = serializers.ChoiceField(Scope.choices, required=False)
    combination = serializers.ChoiceField(Combination.choices, required=False)
    window = serializers.ChoiceField(Window.choices, required=False)
    window_days = serializers.IntegerField(required=False)
    measured = serializers.ChoiceField(Measured.choices, required=False)
    per_inhabitants = serializers.BooleanField(required=False)
    decimals = serializers.IntegerField(required=False, allow_null=True)
    weeks_up = serializers.IntegerField(
        required=False, help_text="Weeks on end before a level rises; 1 is at once."
    )
    weeks_down = serializers.IntegerField(
        required=False, help_text="Weeks on end before a level falls; 1 is at once."
    )
    hysteresis = serializers.IntegerField(
        required=False, help_text="Per cent below its bound before a level is left downwards."
    )
    levels = LevelFactsSerializer(many=True, required=False)

    def get_fields(self) -> dict[str, Any]:
        # a serializer has a `source` of its own, so this field cannot be an attribute
        source = serializers.CharField(max_length=300, required=False, allow_blank=True)
        return {**super().get_fields(), "source": source}


class DraftSerializer(LadderFactsSerializer):
    """A draft under a code of its own, with what it says otherwise than the one it is made from."""

    based_on = VisibleField(Ladder)
    code = serializers.CharField(max_length=20)


class AdoptionSerializer(serializers.Serializer[Any]):
    decision = VisibleField(Decision)
    valid_from = DayField()
    end_other_scope = serializers.BooleanField(required=False, default=True)


class LadderFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    scope = serializers.ChoiceField(Scope.choices, required=False)
    status = serializers.ChoiceField(LadderStatus.choices, required=False)


ADOPTION = OpenApiExample(
    "In force from a Monday on",
    value={"decision": "b0c5a4de-1d2f-4c3b-8a55-5d6f0d2f9a02", "valid_from": "2020-11-09"},
    request_only=True,
)
WRITES = [IF_MATCH, IDEMPOTENCY]


@extend_schema_view(
    list=extend_schema(
        summary="Versions of the ladder you may see", parameters=[LadderFilterSerializer]
    ),
    retrieve=extend_schema(
        summary="One version, with its version number as ETag",
        responses={200: LadderSerializer, **problems(*READ)},
    ),
)
class LadderViewSet(FreezingMixin, DecidedMixin, Nouns):
    """Read by who may see the ladder's dossier; drafted and adopted by who leads it."""

    action_name = "ladder.read"
    action_names = {
        **dict.fromkeys(("create", "partial_update", "destroy", "adopt"), "ladder.change"),
        "freeze": "levels.propose",
    }
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    serializer_class = LadderSerializer
    queryset = Ladder.objects.none()
    filter_serializer = LadderFilterSerializer

    def get_queryset(self) -> Any:
        seen = Ladder.objects.visible_to(self.request.user)
        rows = with_decisions(with_levels(seen), self.request.user)
        if getattr(self, "action", "") == "list":
            rows = rows.filter(**self.wanted())
        return rows.order_by("scope", "valid_from", "code")

    @extend_schema(
        summary="Draft a next version",
        request=DraftSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: LadderSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(DraftSerializer)
        based_on, code = sent.pop("based_on"), sent.pop("code")
        facts = facts_of(self.fresh(based_on.pk), sent)
        draft = draft_ladder(based_on=based_on, code=code, facts=facts, **self.deed())
        return self.said(draft, 201)

    @extend_schema(
        summary="Change a draft",
        request=LadderFactsSerializer,
        responses={200: LadderSerializer, **problems(*VERSIONED)},
        parameters=WRITES,
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        ladder: Ladder = self.get_object()
        facts = facts_of(ladder, self.sent(LadderFactsSerializer))
        changed = change_draft(ladder=ladder, facts=facts, version=self.version(), **self.deed())
        return self.said(changed)

    @extend_schema(
        summary="Throw a draft away",
        responses={204: None, **problems(*VERSIONED)},
        parameters=WRITES,
    )
    def destroy(self, request: Request, pk: str) -> Response:
        discard_draft(ladder=self.get_object(), version=self.version(), **self.deed())
        return Response(status=204)

    @extend_schema(
        summary="Adopt a draft by a recorded decision",
        request=AdoptionSerializer,
        responses={200: LadderSerializer, **problems(*VERSIONED)},
        examples=[ADOPTION],
        parameters=WRITES,
    )
    @action(detail=True, methods=["post"])
    def adopt(self, request: Request, pk: str) -> Response:
        ladder: Ladder = self.get_object()
        sent = self.sent(AdoptionSerializer)
        return self.said(adopt_ladder(ladder=ladder, version=self.version(), **sent))


def facts_of(ladder: Ladder, sent: dict[str, Any]) -> LadderFacts:
    """What was sent, over what `ladder` says."""
    standing = vars(LadderFacts.of(ladder))
    said = {name: sent[name] for name in LadderFacts.head() if name in sent}
    levels = standing["levels"]
    if "levels" in sent:
        levels = tuple(_level(one) for one in sent["levels"])
    return LadderFacts(**{**standing, **said, "levels": levels})


def _level(sent: dict[str, Any]) -> LevelFacts:
    return LevelFacts(
        sent["rank"],
        sent["name_nl"],
        sent["name_en"],
        tuple(BoundFacts(**one) for one in sent.get("thresholds", ())),
        tuple(MeasureFacts(one.pk) for one in sent.get("measures", ())),
    )
