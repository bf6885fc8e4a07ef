"""Levels that were set elsewhere, on /api/v1/determinations: read in, and beside the rule."""

from dataclasses import asdict
from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.api import MeasuredJSONParser
from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems
from coordination.kit.fields import DayField, MomentField

from ..queries.comparing import Compared, comparable, compared
from ..services.importing import import_determinations
from ..services.unreading import take_back_list

MOST = 2_000


class TroubleSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    sentence = serializers.CharField()


class ImportedSerializer(serializers.Serializer[Any]):
    """What became of the lines; `troubles` names the first hundred that were left out."""

    rows = serializers.IntegerField()
    added = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    replaced = serializers.IntegerField()
    skipped = serializers.IntegerField()
    first_day = serializers.DateField(allow_null=True)
    last_day = serializers.DateField(allow_null=True)
    read_at = serializers.DateTimeField(allow_null=True, help_text="By which it is taken back.")
    troubles = TroubleSerializer(many=True)


class LevelsUploadSerializer(serializers.Serializer[Any]):
    upload = serializers.FileField(max_length=200, allow_empty_file=True)
    whole = serializers.BooleanField(default=True, help_text="All rows or none.")
    replace = serializers.BooleanField(
        default=False, help_text="Where an earlier list said another level."
    )


class TakeBackSerializer(serializers.Serializer[Any]):
    read_at = MomentField()


class TakenBackSerializer(serializers.Serializer[Any]):
    withdrawn = serializers.IntegerField()


class SpanSerializer(serializers.Serializer[Any]):
    """Which levels are compared: the first 2,000 of them."""

    first = DayField(required=False)
    last = DayField(required=False)
    inferred = serializers.BooleanField(
        default=False, help_text="Also levels that were only inferred."
    )


class ComparedSerializer(serializers.Serializer[Any]):
    """A level, and the rank that its own ladder gives for that day; null where figures miss."""

    determination = serializers.UUIDField()
    region = serializers.CharField()
    on = serializers.DateField()
    ladder = serializers.CharField()
    level = serializers.IntegerField()
    rule = serializers.IntegerField(allow_null=True)
    against = serializers.ChoiceField(["same", "lower", "higher", "unknown"])
    basis = serializers.CharField()


class HistoricMixin:
    """Of a viewset of determinations."""

    @extend_schema(
        summary="Read in a list of levels that were set elsewhere",
        request={"multipart/form-data": LevelsUploadSerializer},
        parameters=[IDEMPOTENCY],
        responses={200: ImportedSerializer, **problems(*WRITTEN)},
    )
    @action(
        detail=False, methods=["post"], url_path="import", url_name="import",
        parser_classes=[MultiPartParser, MeasuredJSONParser],
    )  # fmt: skip
    def import_list(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        """All or, with `whole` off, the lines that are right; refused, `errors` names the lines."""
        sent = self.sent(LevelsUploadSerializer)
        upload = sent.pop("upload")
        done = import_determinations(file=upload.file, name=str(upload.name), **sent)
        return Response(ImportedSerializer(asdict(done)).data)

    @extend_schema(
        summary="Take back a list that was read in",
        request=TakeBackSerializer,
        parameters=[IDEMPOTENCY],
        responses={200: TakenBackSerializer, **problems(*WRITTEN)},
    )
    @action(detail=False, methods=["post"], url_path="take-back", url_name="take-back")
    def take_back(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Its levels are withdrawn, and what they replaced stands again."""
        return Response({"withdrawn": take_back_list(**self.sent(TakeBackSerializer))})

    @extend_schema(
        summary="Every published level beside what the rule gives",
        parameters=[SpanSerializer],
        responses={200: ComparedSerializer(many=True), **problems(*READ)},
    )
    @action(detail=False, methods=["get"], pagination_class=None, filter_serializer=SpanSerializer)
    def comparison(self: Any, request: Request, *args: Any, **kwargs: Any) -> Response:
        rows = comparable(self.request.user, **self.wanted())[:MOST]
        return Response([_said(one) for one in compared(rows)])


def _said(one: Compared) -> dict[str, Any]:
    return {
        "determination": str(one.row.pk),
        "region": one.row.region.code,
        "on": one.on.isoformat(),
        "ladder": one.ladder.code,
        "level": one.level.rank,
        "rule": one.verdict.rank,
        "against": one.against.value,
        "basis": one.row.basis,
    }
