"""/api/v1/ladder-variants: ladders that are tried and never in force."""

from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.meetings.api.base import Nouns, VisibleField
from escalation.ladder.models import Combination, Ladder, Window
from escalation.ladder.services.facts import BoundFacts

from ..models import Sweep, Variant, VariantBound
from ..queries.starts import of_point
from ..queries.variants import (
    VariantFacts,
    facts_of,
    facts_of_ladder,
    whole_ladder,
    with_bounds,
    with_those,
)
from ..services.variants import change_variant, discard_variant, make_variant

HEAD = ("combination", "window", "window_days", "weeks_up", "weeks_down", "hysteresis")


class LadderVariantBoundSerializer(serializers.ModelSerializer[VariantBound]):
    indicator = serializers.SlugRelatedField[Any](slug_field="code", read_only=True)

    class Meta:
        model = VariantBound
        fields = ["rank", "indicator", "lower", "inclusive"]
        read_only_fields = fields


class LadderVariantSerializer(serializers.ModelSerializer[Variant]):
    """Its levels are those of the ladder; each starts at its bounds here."""

    bounds = LadderVariantBoundSerializer(many=True, read_only=True)

    class Meta:
        model = Variant
        fields = [
            "id", "name", "why", "based_on", "dossier", "combination", "window", "window_days",
            "measured", "per_inhabitants", "decimals", "weeks_up", "weeks_down", "hysteresis",
            "bounds", "created_at", "created_by", "version",
        ]  # fmt: skip
        read_only_fields = fields


class TriedBoundSerializer(serializers.Serializer[Any]):
    rank = serializers.IntegerField(min_value=1, max_value=9)
    indicator = serializers.SlugField(max_length=40)
    lower = serializers.DecimalField(max_digits=14, decimal_places=2)
    inclusive = serializers.BooleanField(required=False, default=True)


class LadderVariantFactsSerializer(serializers.Serializer[Any]):
    """What is not sent stays as it is; `bounds` is sent whole."""

    name = serializers.CharField(max_length=100, required=False)
    why = serializers.CharField(max_length=500, required=False, allow_blank=True)
    combination = serializers.ChoiceField(Combination.choices, required=False)
    window = serializers.ChoiceField(Window.choices, required=False)
    window_days = serializers.IntegerField(required=False)
    weeks_up = serializers.IntegerField(required=False, help_text="1 is at once.")
    weeks_down = serializers.IntegerField(required=False)
    hysteresis = serializers.IntegerField(required=False, help_text="In per cent of the bound.")
    bounds = TriedBoundSerializer(many=True, required=False)


class NewLadderVariantSerializer(LadderVariantFactsSerializer):
    """With `sweep` and `point` it begins as that point; what else is sent is laid over it."""

    based_on = VisibleField(Ladder)
    name = serializers.CharField(max_length=100)
    sweep = VisibleField(Sweep, required=False, allow_null=True, default=None)
    point = serializers.IntegerField(
        required=False, allow_null=True, default=None, min_value=1,
        help_text="Its place in `points` of the sweep.",
    )  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        sweep, point, ladder = attrs["sweep"], attrs["point"], attrs["based_on"]
        if sweep is None and point is None:
            return attrs
        if sweep is None or point is None or point > sweep.size or sweep.ladder_id != ladder.pk:
            sentence = _("Name a sweep over this ladder, and one of its points.")
            raise serializers.ValidationError({"point": [sentence]})
        return attrs


class LadderVariantFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    based_on = serializers.UUIDField(required=False)


@extend_schema_view(
    list=extend_schema(
        summary="Variants of the ladder, newest first", parameters=[LadderVariantFilterSerializer]
    ),
    retrieve=extend_schema(
        summary="One variant, with its version number as ETag",
        responses={200: LadderVariantSerializer, **problems(*READ)},
    ),
)
class LadderVariantViewSet(Nouns):
    """Seen by who works in the lab and sees the ladder's dossier."""

    action_name = "lab.read"
    action_names = dict.fromkeys(("create", "partial_update", "destroy"), "lab.run")
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    serializer_class = LadderVariantSerializer
    queryset = Variant.objects.none()
    filter_serializer = LadderVariantFilterSerializer

    def get_queryset(self) -> Any:
        rows = with_bounds(Variant.objects.visible_to(self.request.user))
        if getattr(self, "action", "") == "list":
            rows = rows.filter(**self.wanted())
        return rows.order_by("-created_at", "pk")

    @extend_schema(
        summary="Make a variant",
        request=NewLadderVariantSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: LadderVariantSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(NewLadderVariantSerializer)
        ladder = whole_ladder(sent["based_on"])
        start = of_point(sent["sweep"], sent["point"], ladder) if sent["sweep"] else None
        facts = _over(start or facts_of_ladder(ladder), sent)
        return self.said(make_variant(ladder=ladder, facts=facts, **self.deed()), 201)

    @extend_schema(
        summary="Change a variant; its replays stay as they were",
        request=LadderVariantFactsSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: LadderVariantSerializer, **problems(*VERSIONED)},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        found: Variant = self.get_object()
        standing = facts_of(found, whole_ladder(found.based_on))
        facts = _over(standing, self.sent(LadderVariantFactsSerializer))
        changed = change_variant(variant=found, facts=facts, version=self.version(), **self.deed())
        return self.said(changed)

    @extend_schema(
        summary="Throw a variant away that was never replayed",
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={204: None, **problems(*VERSIONED)},
    )
    def destroy(self, request: Request, pk: str) -> Response:
        discard_variant(variant=self.get_object(), version=self.version(), **self.deed())
        return Response(status=204)


def _over(facts: VariantFacts, sent: dict[str, Any]) -> VariantFacts:
    """What was sent, over what stands."""
    ladder = replace(facts.ladder, **{name: sent[name] for name in HEAD if name in sent})
    if "bounds" in sent:
        bounds: dict[int, list[BoundFacts]] = {level.rank: [] for level in ladder.levels}
        for one in sent["bounds"]:
            said = BoundFacts(one["indicator"], one["lower"], one["inclusive"])
            bounds.setdefault(one["rank"], []).append(said)
        ladder = with_those(ladder, bounds)
    named = {name: sent[name] for name in ("name", "why") if name in sent}
    return replace(facts, ladder=ladder, **named)
