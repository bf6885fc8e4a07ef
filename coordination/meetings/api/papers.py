"""/api/v1/meeting-papers and papers-files: sets of meeting papers, and a set as one file."""

from typing import Any

from django.urls import reverse
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import IDEMPOTENCY, READ, WRITTEN, problems
from coordination.kit.fields import MomentField

from ..models import Meeting, MeetingPapers, PapersFile
from ..queries.papers import set_for
from ..services.gathering import gather_papers
from ..services.papers_files import ask_papers
from .base import ByMeetingSerializer, Nouns, VisibleField


class SetPaperSerializer(serializers.Serializer[Any]):
    """A version in the set, as the one who asks may see it."""

    place = serializers.CharField(source="label")
    paper = serializers.UUIDField(source="version.paper_id")
    version = serializers.UUIDField(source="version.pk")
    title = serializers.CharField(source="paper.title")
    number = serializers.IntegerField(source="version.number")
    sha256 = serializers.CharField(source="version.sha256")
    late = serializers.BooleanField()
    change = serializers.ChoiceField(choices=["new", "replaced", ""])


class MeetingPapersSerializer(serializers.ModelSerializer[MeetingPapers]):
    at = MomentField()

    class Meta:
        model = MeetingPapers
        fields = ["id", "meeting", "number", "at", "by", "sha256"]
        read_only_fields = fields


class WholeSetSerializer(MeetingPapersSerializer):
    """With its papers, and the titles of those that stood in the set before and not in this."""

    papers = SetPaperSerializer(many=True)
    withdrawn = serializers.ListField(child=serializers.CharField())

    class Meta(MeetingPapersSerializer.Meta):
        fields = [*MeetingPapersSerializer.Meta.fields, "papers", "withdrawn"]
        read_only_fields = fields

    def to_representation(self, instance: MeetingPapers) -> dict[str, Any]:
        view = set_for(self.context["request"].user, instance)
        shown = MeetingPapersSerializer(instance).data
        papers = SetPaperSerializer(view.all_papers, many=True).data
        gone = [version.paper.title for version in view.withdrawn]
        return {**shown, "papers": papers, "withdrawn": gone}


class GatherSerializer(serializers.Serializer[Any]):
    meeting = VisibleField(Meeting)


class PapersFileSerializer(serializers.ModelSerializer[PapersFile]):
    """Once it is done, `url` gives the bytes."""

    asked_at = MomentField()
    ended_at = MomentField(allow_null=True)
    url = serializers.SerializerMethodField()

    class Meta:
        model = PapersFile
        fields = [
            "id",
            "papers",
            "only_changes",
            "status",
            "share",
            "sentence",
            "asked_at",
            "ended_at",
            "name",
            "size",
            "sha256",
            "url",
        ]
        read_only_fields = fields

    def get_url(self, file: PapersFile) -> str:
        done = file.is_done
        return reverse("meetings:papers_file", args=[file.pk]) if done else ""


class AskPapersSerializer(serializers.Serializer[Any]):
    papers = VisibleField(MeetingPapers)
    only_changes = serializers.BooleanField(default=False)


class BySetSerializer(serializers.Serializer[Any]):
    papers = serializers.UUIDField(required=False)


GATHER = OpenApiExample(
    "Put the papers together",
    value={"meeting": "0d4b4d0e-6a0c-4c1b-9f0c-6a1f2b7a9d11"},
    request_only=True,
)
ASK = OpenApiExample(
    "Ask for the whole set",
    value={"papers": "7f1a3a52-6a0e-4a5e-9a43-0a4c2f1be0aa", "only_changes": False},
    request_only=True,
)


@extend_schema_view(
    list=extend_schema(
        summary="Sets of meeting papers you may see, newest first",
        parameters=[ByMeetingSerializer],
        responses={200: MeetingPapersSerializer(many=True), **problems(400)},
    ),
    retrieve=extend_schema(
        summary="One set, with the papers you may see of it",
        responses={200: WholeSetSerializer, **problems(*READ)},
    ),
)
class MeetingPapersViewSet(Nouns):
    """A frozen set: which versions belonged to a meeting."""

    action_names = {"create": "meetings.agenda"}
    queryset = MeetingPapers.objects.none()

    def get_serializer_class(self) -> Any:
        return MeetingPapersSerializer if self.action == "list" else WholeSetSerializer

    def get_queryset(self) -> Any:
        found = MeetingPapers.objects.visible_to(self.request.user)
        found = found.select_related("meeting__body", "meeting__dossier")
        if self.action == "list":
            found = found.filter(**self.wanted()).order_by("-at", "meeting", "-number")
        return found

    @extend_schema(
        summary="Freeze the agenda and its papers as the next set",
        request=GatherSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: WholeSetSerializer, **problems(*WRITTEN)},
        examples=[GATHER],
    )
    def create(self, request: Request) -> Response:
        return self.said(gather_papers(**self.sent(GatherSerializer)), 201)


@extend_schema_view(
    list=extend_schema(
        summary="Your own files of meeting papers, last asked for first",
        parameters=[BySetSerializer],
        responses={200: PapersFileSerializer(many=True), **problems(400)},
    ),
    retrieve=extend_schema(
        summary="How far one of your files is",
        responses={200: PapersFileSerializer, **problems(*READ)},
    ),
)
class PapersFileViewSet(Nouns):
    """A set as one file for who asks; a worker makes it."""

    action_names = {"create": "meetings.read"}
    serializer_class = PapersFileSerializer
    filter_serializer = BySetSerializer
    queryset = PapersFile.objects.none()

    def get_queryset(self) -> Any:
        found = PapersFile.objects.visible_to(self.request.user)
        if self.action == "list":
            found = found.filter(**self.wanted()).order_by("-asked_at", "papers", "only_changes")
        return found

    @extend_schema(
        summary="Have your file of a set made",
        request=AskPapersSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: PapersFileSerializer, **problems(*WRITTEN)},
        examples=[ASK],
    )
    def create(self, request: Request) -> Response:
        return self.said(ask_papers(**self.sent(AskPapersSerializer)), 201)
