"""Skipping a cycle: what it would take away, doing it, and taking it up again."""

from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems

from ..queries.skipping import preview_skip
from ..services.keeping import refuse_others
from ..services.skip import resume_cycle, skip_cycle
from .serializers import CycleSerializer


class WhichSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField(required=False, help_text="Of the cycle; else the present.")


class SkipSerializer(serializers.Serializer[Any]):
    number = serializers.IntegerField(help_text="Of the cycle: 1 from the anchor on.")
    reason = serializers.CharField(allow_blank=True)
    silently = serializers.BooleanField(required=False, default=False)


class LapseSerializer(serializers.Serializer[Any]):
    meeting = serializers.UUIDField(source="meeting.pk")
    items = serializers.IntegerField()
    papers = serializers.IntegerField()
    deadlines: Any = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True, pk_field=serializers.UUIDField()
    )


class SkippingSerializer(serializers.Serializer[Any]):
    """What goes, what stays because it has begun, and how many persons and mailboxes are told."""

    number = serializers.IntegerField()
    first = serializers.DateField()
    last = serializers.DateField()
    lapses = LapseSerializer(many=True)
    stays: Any = serializers.PrimaryKeyRelatedField(
        many=True, read_only=True, pk_field=serializers.UUIDField()
    )
    events = serializers.SerializerMethodField()
    told = serializers.IntegerField()

    def get_events(self, skipping: Any) -> list[str]:
        return [title for _at, title in skipping.events]


class Skips:
    """Of a cadence: one of its cycles, planned or not yet, is skipped."""

    @extend_schema(
        summary="What skipping a cycle would take away",
        parameters=[WhichSerializer],
        responses={200: SkippingSerializer, **problems(*READ, 422)},
    )
    @action(detail=True, methods=["get"])
    def skipping(self: Any, request: Request, pk: str) -> Response:
        cadence, asked = self.get_object(), WhichSerializer(data=request.query_params)
        deed = self.deed()
        refuse_others(deed["by"], cadence.dossier)
        asked.is_valid(raise_exception=True)
        present = max(cadence.number_on(timezone.localtime(deed["at"]).date()), 1)
        number = asked.validated_data.get("number", present)
        seen = preview_skip(deed["by"], cadence=cadence, number=number, at=deed["at"])
        return Response(SkippingSerializer(seen).data)

    @extend_schema(
        summary="Skip a cycle",
        request=SkipSerializer,
        parameters=[IDEMPOTENCY],
        responses={200: CycleSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"])
    def skip(self: Any, request: Request, pk: str) -> Response:
        skipped = skip_cycle(cadence=self.get_object(), **self.sent(SkipSerializer))
        return Response(CycleSerializer(skipped.cycle).data)


class Resumes:
    """Of a cycle: it takes place after all."""

    @extend_schema(
        summary="Take a skipped cycle up again",
        request=None,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: CycleSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"])
    def resume(self: Any, request: Request, pk: str) -> Response:
        back = resume_cycle(cycle=self.get_object(), version=self.version(), **self.deed())
        response: Response = self.said(back.cycle)
        return response
