"""/api/v1/outside-calendars: what others have beside the cycle, imported from an .ics."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.models import Dossier
from coordination.kit import clock
from coordination.kit.api import MeasuredJSONParser
from coordination.kit.calendars_read import MOST_BYTES, read_calendar
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.meetings.api.base import VisibleField

from ..models import OutsideCalendar, OutsideEvent
from ..outside_forms import TOO_LARGE
from ..queries.outside import Difference, difference
from ..services.keeping import refuse_who_does_not_import
from ..services.outside import (
    add_outside_calendar,
    import_calendar,
    remove_outside_calendar,
    rename_outside_calendar,
    undo_import,
)
from .cadences import Rhythm


class OutsideCalendarSerializer(serializers.ModelSerializer[OutsideCalendar]):
    class Meta:
        model = OutsideCalendar
        fields = ["id", "name", "dossier", "imported_at", "version"]
        read_only_fields = fields


class AddCalendarSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    dossier = VisibleField(Dossier)


class RenameCalendarSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()


class ImportCalendarSerializer(serializers.Serializer[Any]):
    """The .ics as text in `content`, or as a file in `upload` (multipart)."""

    content = serializers.CharField(required=False, trim_whitespace=False)
    upload = serializers.FileField(required=False, allow_empty_file=True)
    keep_missing = serializers.BooleanField(
        required=False, default=False, help_text="Leave what is not in this file."
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        upload = attrs.pop("upload", None)
        if upload is not None and upload.size > MOST_BYTES:
            raise serializers.ValidationError({"upload": TOO_LARGE})
        content = upload.read() if upload is not None else attrs.get("content", "").encode()
        return {"content": content, "keep_missing": attrs["keep_missing"]}


class OutsideEventSerializer(serializers.ModelSerializer[OutsideEvent]):
    class Meta:
        model = OutsideEvent
        fields = ["id", "title", "starts_at", "ends_at", "whole_day", "place"]
        read_only_fields = fields


class ReadSerializer(serializers.Serializer[Any]):
    title = serializers.CharField()
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    whole_day = serializers.BooleanField()
    place = serializers.CharField()


class DifferenceSerializer(serializers.Serializer[Any]):
    """What a file changes; `new` includes what had gone before and comes back."""

    new = serializers.SerializerMethodField()
    changed = serializers.SerializerMethodField()
    gone = OutsideEventSerializer(many=True)
    same = serializers.IntegerField()

    def get_new(self, found: Difference) -> list[dict[str, Any]]:
        read = [*found.new, *(one for _event, one in found.back)]
        return [dict(row) for row in ReadSerializer(read, many=True).data]

    def get_changed(self, found: Difference) -> list[dict[str, Any]]:
        return [dict(ReadSerializer(one).data, id=str(event.pk)) for event, one in found.changed]


@extend_schema_view(
    list=extend_schema(summary="Calendars of others you may see"),
    retrieve=extend_schema(
        summary="One calendar, with its version as ETag",
        responses={200: OutsideCalendarSerializer, **problems(*READ)},
    ),
)
class OutsideCalendarViewSet(Rhythm):
    """What others have beside the cycle."""

    action_names = dict.fromkeys(
        ["create", "partial_update", "destroy", "preview", "import_", "undo"], "cycle.outside"
    )
    http_method_names = ["get", "post", "patch", "delete", "head", "options"]
    parser_classes = [MeasuredJSONParser, MultiPartParser]
    serializer_class = OutsideCalendarSerializer
    queryset = OutsideCalendar.objects.none()

    def get_queryset(self) -> Any:
        found = OutsideCalendar.objects.visible_to(self.request.user).select_related("dossier")
        return found.order_by("name", "pk")

    @extend_schema(
        summary="Add a calendar of others",
        request=AddCalendarSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: OutsideCalendarSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        return self.said(add_outside_calendar(**self.sent(AddCalendarSerializer)), 201)

    @extend_schema(
        summary="Rename a calendar of others",
        request=RenameCalendarSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: OutsideCalendarSerializer, **problems(*VERSIONED)},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        calendar = self.get_object()
        refuse_who_does_not_import(self.deed()["by"], calendar.dossier)
        sent = self.sent(RenameCalendarSerializer)
        return self.said(rename_outside_calendar(calendar=calendar, version=self.version(), **sent))

    @extend_schema(
        summary="Take a calendar of others away, with what was imported in it",
        request=None,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={204: None, **problems(*VERSIONED)},
    )
    def destroy(self, request: Request, pk: str) -> Response:
        calendar = self.get_object()
        refuse_who_does_not_import(self.deed()["by"], calendar.dossier)
        remove_outside_calendar(calendar=calendar, version=self.version(), **self.deed())
        return Response(status=204)

    @extend_schema(
        summary="What stands in it from now on",
        responses={200: OutsideEventSerializer(many=True), **problems(*READ)},
    )
    @action(detail=True, methods=["get"])
    def events(self, request: Request, pk: str) -> Response:
        rows = self.get_object().events.present().filter(ends_at__gte=clock.now())
        rows = rows.order_by("starts_at", "pk")
        return Response(OutsideEventSerializer(rows, many=True).data)

    @extend_schema(
        summary="What an .ics would change; changes nothing",
        request=ImportCalendarSerializer,
        responses={200: DifferenceSerializer, **problems(*WRITTEN)},
    )
    @action(detail=True, methods=["post"])
    def preview(self, request: Request, pk: str) -> Response:
        calendar, deed = self.get_object(), self.deed()
        refuse_who_does_not_import(deed["by"], calendar.dossier)
        sent = self.sent(ImportCalendarSerializer)
        read = read_calendar(sent["content"], at=deed["at"])
        found = difference(calendar, read, at=deed["at"], keep_missing=sent["keep_missing"])
        return Response(DifferenceSerializer(found).data)

    @extend_schema(
        summary="Import an .ics; the same one again is refused",
        request=ImportCalendarSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: DifferenceSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"], url_path="import", url_name="import")
    def import_(self, request: Request, pk: str) -> Response:
        calendar = self.get_object()
        refuse_who_does_not_import(self.deed()["by"], calendar.dossier)
        found = import_calendar(
            calendar=calendar, version=self.version(), **self.sent(ImportCalendarSerializer)
        )
        return Response(DifferenceSerializer(found).data)

    @extend_schema(
        summary="Undo the last import",
        request=None,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: OutsideCalendarSerializer, **problems(*VERSIONED)},
    )
    @action(detail=True, methods=["post"], url_path="undo-import", url_name="undo")
    def undo(self, request: Request, pk: str) -> Response:
        calendar = self.get_object()
        return self.said(undo_import(calendar=calendar, version=self.version(), **self.deed()))
