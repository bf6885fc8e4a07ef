"""/api/v1/lessons."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.cycle.api.cadences import Rhythm, documented, standing
from coordination.dossiers.models import Dossier
from coordination.dossiers.planned import Plan
from coordination.kit.documented import READ, problems
from coordination.kit.refusals import Refusal
from coordination.meetings.api.base import VisibleField
from coordination.meetings.models import Meeting
from coordination.people.models import Body, Organisation, Post, User

from .models import Application, Lesson, LessonStatus, SourceKind
from .queries import Filters, list_lessons, offered_for
from .services.applying import apply_lesson, take_back
from .services.importing import import_lessons
from .services.keeping import (
    LessonFacts,
    add_lesson,
    change_lesson,
    reopen_lesson,
    settle_lesson,
)
from .table import Known, read_lessons


class LessonSerializer(serializers.ModelSerializer[Lesson]):
    class Meta:
        model = Lesson
        fields = [
            "id",
            "origin",
            "dossier",
            "learnt",
            "otherwise",
            "source_kind",
            "source",
            "meeting",
            "body",
            "organisation",
            "person",
            "post",
            "status",
            "settled_at",
            "created_at",
            "version",
        ]
        read_only_fields = fields


class LessonFactsSerializer(serializers.Serializer[Any]):
    """A person or a post within the organisation that owns it, not both."""

    dossier = VisibleField(Dossier)
    learnt = serializers.CharField(max_length=4000)
    otherwise = serializers.CharField(max_length=4000, allow_blank=True, default="")
    source_kind = serializers.ChoiceField(choices=SourceKind.choices, default=SourceKind.WORK)
    source = serializers.CharField(max_length=200, allow_blank=True, default="")  # type: ignore[assignment]  # a field that a serializer has under the same name
    meeting = VisibleField(Meeting, required=False, allow_null=True, default=None)
    body = VisibleField(Body, required=False, allow_null=True, default=None)
    organisation = VisibleField(Organisation)
    person = VisibleField(User, required=False, allow_null=True, default=None)
    post = VisibleField(Post, required=False, allow_null=True, default=None)


class LessonFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps; `q` are words of the lesson."""

    q = serializers.CharField(required=False, max_length=200)
    status = serializers.ChoiceField(choices=LessonStatus.choices, required=False)
    source_kind = serializers.ChoiceField(choices=SourceKind.choices, required=False)
    dossier = serializers.UUIDField(required=False)


class SettleLessonSerializer(serializers.Serializer[Any]):
    status = serializers.ChoiceField(choices=[LessonStatus.ADOPTED, LessonStatus.DROPPED])


class ApplySerializer(serializers.Serializer[Any]):
    """One of the two."""

    dossier = VisibleField(Dossier, required=False, allow_null=True, default=None)
    meeting = VisibleField(Meeting, required=False, allow_null=True, default=None)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if (attrs["dossier"] is None) == (attrs["meeting"] is None):
            raise serializers.ValidationError(_("Choose a dossier or a meeting, one of the two."))
        return attrs


class ApplicationBackSerializer(serializers.Serializer[Any]):
    application = VisibleField(Application)


class BroughtSerializer(serializers.Serializer[Any]):
    """A lesson as the export of lessons gives it; `origin` is its key in every instance."""

    origin = serializers.UUIDField()
    learnt = serializers.CharField(max_length=4000)
    otherwise = serializers.CharField(max_length=4000, allow_blank=True, default="")
    source_kind = serializers.ChoiceField(choices=SourceKind.choices, default=SourceKind.WORK)
    source = serializers.CharField(max_length=200, allow_blank=True, default="")  # type: ignore[assignment]  # a field that a serializer has under the same name
    owner = serializers.CharField(max_length=20, allow_blank=True, default="")
    body = serializers.CharField(max_length=40, allow_blank=True, default="")


class LikeSerializer(serializers.Serializer[Any]):
    """Something that is being planned: its words, and where it is planned."""

    text = serializers.CharField(max_length=2000, required=False, allow_blank=True, default="")
    dossier = VisibleField(Dossier, required=False, allow_null=True, default=None)
    body = VisibleField(Body, required=False, allow_null=True, default=None)


class OfferedSerializer(serializers.Serializer[Any]):
    """At most three, the most like it first."""

    results = LessonSerializer(many=True)


class ImportLessonsSerializer(serializers.Serializer[Any]):
    dossier = VisibleField(Dossier)
    lessons = BroughtSerializer(many=True, allow_empty=False)


class ApplicationSerializer(serializers.ModelSerializer[Application]):
    class Meta:
        model = Application
        fields = ["id", "lesson", "dossier", "meeting", "at", "by"]
        read_only_fields = fields


@extend_schema_view(
    list=extend_schema(
        summary="Lessons you may see, newest first", parameters=[LessonFilterSerializer]
    ),
    retrieve=extend_schema(
        summary="One lesson, with its version as ETag",
        responses={200: LessonSerializer, **problems(*READ)},
    ),
)
class LessonViewSet(Rhythm):
    """What was learnt, and what is done otherwise since."""

    action_name = "lessons.read"
    action_names = dict.fromkeys(
        ("create", "partial_update", "settle", "reopen", "apply", "take_back", "bring_in"),
        "lessons.write",
    )
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = LessonSerializer
    filter_serializer = LessonFilterSerializer
    queryset = Lesson.objects.none()

    def get_queryset(self) -> Any:
        if self.action != "list":
            return Lesson.objects.visible_to(self.request.user)
        wanted = self.wanted()
        asked = Filters(
            text=wanted.get("q", ""),
            status=wanted.get("status", ""),
            source=wanted.get("source_kind", ""),
        )
        found = list_lessons(self.request.user, asked)
        return found.filter(dossier=wanted["dossier"]) if "dossier" in wanted else found

    @documented(
        "Write down a lesson", LessonFactsSerializer, LessonSerializer, versioned=False, code=201
    )
    def create(self, request: Request) -> Response:
        facts = LessonFacts(**self.facts_of(LessonFactsSerializer, {}))
        return self.said(add_lesson(facts=facts, **self.deed()), 201)

    @documented("Change a lesson", LessonFactsSerializer, LessonSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        lesson: Lesson = self.get_object()
        kept = standing(lesson, LessonFactsSerializer)
        facts = LessonFacts(**self.facts_of(LessonFactsSerializer, kept))
        return self.said(
            change_lesson(lesson=lesson, facts=facts, version=self.version(), **self.deed())
        )

    @documented("Done otherwise since, or dropped", SettleLessonSerializer, LessonSerializer)
    @action(detail=True, methods=["post"])
    def settle(self, request: Request, pk: str) -> Response:
        lesson: Lesson = self.get_object()
        status = LessonStatus(self.facts_of(SettleLessonSerializer, {})["status"])
        return self.said(
            settle_lesson(lesson=lesson, status=status, version=self.version(), **self.deed())
        )

    @documented("Open again", None, LessonSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        lesson: Lesson = self.get_object()
        return self.said(reopen_lesson(lesson=lesson, version=self.version(), **self.deed()))

    @documented(
        "Note that it is applied to a dossier or a meeting",
        ApplySerializer,
        ApplicationSerializer,
        versioned=False,
        code=201,
    )
    @action(detail=True, methods=["post"])
    def apply(self, request: Request, pk: str) -> Response:
        lesson: Lesson = self.get_object()
        sent = self.facts_of(ApplySerializer, {})
        place = sent["dossier"] or sent["meeting"]
        made = apply_lesson(lesson=lesson, to=place, **self.deed())
        return Response(ApplicationSerializer(made).data, status=201)

    @documented(
        "It was not applied there after all",
        ApplicationBackSerializer,
        LessonSerializer,
        versioned=False,
    )
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        lesson: Lesson = self.get_object()
        application = self.facts_of(ApplicationBackSerializer, {})["application"]
        if application.lesson_id != lesson.pk:
            raise Refusal(_("That was another lesson."), field="application")
        return self.said(take_back(application=application, **self.deed()))

    @documented(
        "What was learnt before of something like it; changes nothing",
        LikeSerializer,
        OfferedSerializer,
        versioned=False,
    )
    @action(detail=False, methods=["post"])
    def offered(self, request: Request) -> Response:
        user: Any = request.user
        plan = Plan(**self.facts_of(LikeSerializer, {}))
        return Response(OfferedSerializer({"results": offered_for(plan, user)}).data)

    @documented(
        "Take in lessons of another instance; those that stand already add nothing",
        ImportLessonsSerializer,
        LessonSerializer(many=True),
        versioned=False,
        code=201,
    )
    @action(detail=False, methods=["post"], url_path="import")
    def bring_in(self, request: Request) -> Response:
        sent = self.facts_of(ImportLessonsSerializer, {})
        user: Any = request.user
        known = Known(sent["dossier"], user.organisation, user, strict=True)
        rows = [{key: str(cell) for key, cell in row.items()} for row in sent["lessons"]]
        read = read_lessons(rows, known)
        for row in read:
            if row.problem:
                said = _("Lesson %(number)d: %(problem)s")
                about = {"number": row.number, "problem": row.problem}
                raise Refusal(said % about, field="lessons")
        brought = [row.brought for row in read if row.brought is not None]
        made = import_lessons(dossier=sent["dossier"], brought=brought, **self.deed())
        return Response(LessonSerializer(made, many=True).data, status=201)


def register(router: BaseRouter) -> None:
    router.register("lessons", LessonViewSet, basename="lesson")
