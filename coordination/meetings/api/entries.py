"""/api/v1/entries: the lines of the minutes."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.api import with_version
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems

from ..models import AgendaItem, Entry, Phase
from ..services import entries
from .base import ByMeetingSerializer, Nouns, VisibleField


class EntrySerializer(serializers.ModelSerializer[Entry]):
    """`text` is what is read, `typed` what was typed; `reading` is what was recognised in it."""

    removed = serializers.SerializerMethodField()

    class Meta:
        model = Entry
        fields = [
            "id",
            "meeting",
            "item",
            "kind",
            "phase",
            "text",
            "typed",
            "reading",
            "position",
            "sequence",
            "decision",
            "action_point",
            "created_at",
            "updated_at",
            "removed",
            "version",
        ]
        read_only_fields = fields

    def get_removed(self, entry: Entry) -> bool:
        return entry.removed_at is not None


class EntryFilterSerializer(ByMeetingSerializer):
    """With `after` come the lines that changed since that sequence, also those removed."""

    after = serializers.IntegerField(required=False, min_value=0, max_value=2**31 - 1)


class PlaceSerializer(serializers.Serializer[Any]):
    item = VisibleField(AgendaItem, required=False)
    after = VisibleField(Entry, required=False, allow_null=True, default=None)
    phase = serializers.ChoiceField(choices=Phase.choices, required=False, allow_blank=True)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        after, item = attrs.get("after"), attrs.get("item") or self.context.get("item")
        if after is not None and after.item != item:
            raise serializers.ValidationError({"after": _("This line stands under another item.")})
        return attrs


class WriteSerializer(PlaceSerializer):
    item = VisibleField(AgendaItem)
    text = serializers.CharField(allow_blank=True)


class RewriteSerializer(serializers.Serializer[Any]):
    text = serializers.CharField(allow_blank=True)


class SplitLineSerializer(serializers.Serializer[Any]):
    texts = serializers.ListField(child=serializers.CharField(allow_blank=True), max_length=50)


LINE = OpenApiExample(
    "An action point while it is a draft",
    value={
        "id": "7a1c3c55-97d4-4a1e-8a40-2f3b6a3e5b10",
        "meeting": "0d4b4d0e-6a0c-4c1b-9f0c-6a1f2b7a9d11",
        "item": "5b1d2c9a-0d3e-4a55-b0aa-1e2f3a4b5c03",
        "kind": "action",
        "phase": "",
        "text": "Voorbeeldsheet delen",
        "typed": "Voorbeeldsheet delen @VWS uiterlijk wo 4 nov",
        "reading": {"owner": "VWS", "due_on": "2020-11-04", "flags": []},
        "position": 1024,
        "sequence": 1,
        "decision": None,
        "action_point": "c3f0a1de-55aa-4c0f-9e11-0a1b2c3d4e04",
        "created_at": "2020-11-02T15:12:00+01:00",
        "updated_at": "2020-11-02T15:12:00+01:00",
        "removed": False,
        "version": 1,
    },
    response_only=True,
)
WRITE = OpenApiExample(
    "Type a line",
    value={
        "item": "5b1d2c9a-0d3e-4a55-b0aa-1e2f3a4b5c03",
        "text": "Voorbeeldsheet delen @VWS uiterlijk wo 4 nov",
    },
    request_only=True,
)


def _verb(summary: str, asks: Any = None, *, many: bool = False) -> Any:
    answer = EntrySerializer(many=True) if many else EntrySerializer
    return extend_schema(
        summary=summary,
        request=asks,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: answer, **problems(*VERSIONED)},
        examples=[LINE],
    )


@extend_schema_view(
    list=extend_schema(
        summary="Lines you may see, in the order of the page; with ?after= in order of change",
        parameters=[EntryFilterSerializer],
        responses={200: EntrySerializer(many=True), **problems(400)},
        examples=[LINE],
    ),
    retrieve=extend_schema(
        summary="One line, with its version as ETag",
        responses={200: EntrySerializer, **problems(*READ)},
        examples=[LINE],
    ),
)
class EntryViewSet(Nouns):
    """A line of the minutes, and what it became. The unit on which two people can collide."""

    action_names = dict.fromkeys(
        ("create", "partial_update", "destroy", "undo", "split", "move"), "meetings.write"
    )
    serializer_class = EntrySerializer
    filter_serializer = EntryFilterSerializer
    pointers = {"lines": "texts"}
    rises_with_each = ("version", "sequence", "before", "updated_at", "updated_by_id")
    queryset = Entry.objects.none()

    def get_queryset(self) -> Any:
        found = Entry.objects.visible_to(self.request.user)
        found = found.select_related("item__dossier", "meeting__body__organisation")
        if self.action == "undo":
            return found
        if self.action != "list":
            return found.present()
        wanted = self.wanted()
        after = wanted.pop("after", None)
        found = found.filter(**wanted)
        if after is not None:
            return found.filter(sequence__gt=after).order_by("sequence", "pk")
        return found.present().order_by("meeting__starts_at", "item__position", "position", "pk")

    @extend_schema(
        summary="Keep a line, whatever it lacks; with owner and term it is an action point",
        request=WriteSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: EntrySerializer, **problems(*WRITTEN)},
        examples=[WRITE, LINE],
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(WriteSerializer)
        return self.said(entries.write_line(typed=sent.pop("text"), **sent), 201)

    @_verb("Change the words of a line and with them what it became", RewriteSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        entry, version = self.get_object(), self.version()
        sent = self.sent(RewriteSerializer)
        typed = sent.pop("text")
        return self.said(entries.rewrite_line(entry=entry, typed=typed, version=version, **sent))

    @extend_schema(
        summary="Take a line out; undo brings it back, with the version in this ETag",
        parameters=[IF_MATCH],
        responses={204: None, **problems(*VERSIONED)},
    )
    def destroy(self, request: Request, pk: str) -> Response:
        gone = entries.remove_line(entry=self.get_object(), version=self.version(), **self.deed())
        return with_version(Response(status=204), gone.version)

    @_verb("Put a line back as it stood before its last change")
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        entry = self.get_object()
        return self.said(entries.undo_line(entry=entry, version=self.version(), **self.deed()))

    @_verb(
        "Make two or more lines of one; the first keeps what it became",
        SplitLineSerializer,
        many=True,
    )
    @action(detail=True, methods=["post"])
    def split(self, request: Request, pk: str) -> Response:
        entry, version = self.get_object(), self.version()
        sent = self.sent(SplitLineSerializer)
        made = entries.split_line(entry=entry, typed=sent.pop("texts"), version=version, **sent)
        shown = [self.fresh(line.pk) for line in made]
        return Response(self.get_serializer(shown, many=True).data)

    @_verb("Put a line behind another, or first; also under another item", PlaceSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        entry, version = self.get_object(), self.version()
        sent = self.sent(PlaceSerializer, item=entry.item)
        return self.said(entries.move_line(entry=entry, version=version, **sent))
