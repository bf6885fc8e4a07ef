"""/api/v1/injects: the scenario of an exercise, planned, changed, released and read in."""

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiExample, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.models import Dossier
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.kit.fields import DayField, MomentField
from coordination.kit.refusals import Refusal
from coordination.meetings.api.base import VisibleField
from coordination.people.models import Organisation, Post, Role
from escalation.regions.models import Indicator, Region

from ..injects_table import COLUMNS, in_two, read_injects
from ..models import Exercise, Inject, InjectKind, InjectStatus
from ..queries.lists import INJECTS
from ..services.importing import import_injects
from ..services.injects import (
    InjectFacts,
    change_inject,
    plan_inject,
    release_inject,
    resume_inject,
    withhold_inject,
)
from .base import OnlyInExercise

TEXT: dict[str, Any] = {"max_length": 4000, "required": False, "allow_blank": True}
NONE: dict[str, Any] = {"required": False, "allow_null": True}


class InjectSerializer(serializers.ModelSerializer[Inject]):
    class Meta:
        model = Inject
        fields = [
            "id", "exercise", "code", "kind", "title", "text", "expected", "due_at", "by_clock",
            "role", "post", "organisation", "dossier", "region", "indicator", "day", "value",
            "status", "released_at", "released_by", "paper", "version",
        ]  # fmt: skip
        read_only_fields = fields


class InjectFactsSerializer(serializers.Serializer[Any]):
    """For one role, post or organisation; a paper goes into a dossier, a figure is a region's."""

    code = serializers.CharField(max_length=20)
    title = serializers.CharField(max_length=200)
    kind = serializers.ChoiceField(InjectKind.choices)
    due_at = MomentField()
    text = serializers.CharField(**TEXT)
    expected = serializers.CharField(**TEXT)
    by_clock = serializers.BooleanField(required=False)
    role = serializers.ChoiceField(Role.choices, required=False, allow_blank=True)
    post = VisibleField(Post, **NONE)
    organisation = VisibleField(Organisation, **NONE)
    dossier = VisibleField(Dossier, **NONE)
    region = VisibleField(Region, **NONE)
    indicator = VisibleField(Indicator, **NONE)
    day = DayField(**NONE)
    value = serializers.DecimalField(max_digits=12, decimal_places=2, min_value=0, **NONE)


class NewInjectSerializer(InjectFactsSerializer):
    exercise = VisibleField(Exercise)


class RowsSerializer(serializers.Serializer[Any]):
    """Rows as in a list: texts under the heads of the export. With `preview` nothing is kept."""

    exercise = VisibleField(Exercise)
    rows = serializers.ListField(
        child=serializers.DictField(child=serializers.CharField(max_length=4000, allow_blank=True)),
        allow_empty=False,
        max_length=1000,
        help_text="Heads: " + ", ".join(dutch for dutch, _english in COLUMNS.values()),
    )
    preview = serializers.BooleanField(required=False, default=False)


class ReadRowSerializer(serializers.Serializer[Any]):
    """What a row does: new, changed, same or released; or the problem it has."""

    number = serializers.IntegerField()
    code = serializers.CharField()
    state = serializers.CharField()
    problem = serializers.CharField(allow_blank=True)


class InjectFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    exercise = serializers.UUIDField(required=False)
    status = serializers.ChoiceField(InjectStatus.choices, required=False)


LIST = OpenApiExample(
    "A question of the press on the second day of the story",
    value={"exercise": "b0c5a4de-1d2f-4c3b-8a55-5d6f0d2f9a02", "preview": True,
           "rows": [{"nummer": "I-07", "titel": "Vraag van een krant", "soort": "press",
                     "moment": "dag 2 09:30", "tekst": "Klopt het?", "rol": "coordinator"}]},
    request_only=True,
)  # fmt: skip


def _deed(summary: str) -> Any:
    return extend_schema(
        summary=summary,
        request=None,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: InjectSerializer, **problems(*VERSIONED)},
    )


@extend_schema_view(
    list=extend_schema(
        summary="Injects in the order of the story", parameters=[InjectFilterSerializer]
    ),
    retrieve=extend_schema(
        summary="One inject, with its version as ETag",
        responses={200: InjectSerializer, **problems(*READ)},
    ),
)
class InjectViewSet(OnlyInExercise):
    """What is brought in, when in the story, and what should happen then."""

    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = InjectSerializer
    filter_serializer = InjectFilterSerializer
    queryset = Inject.objects.none()

    def get_queryset(self) -> Any:
        rows = INJECTS.visible_to(self.request.user).order_by("due_at", "code")
        return rows.filter(**self.wanted()) if self.action == "list" else rows

    @extend_schema(
        summary="Plan an inject for a moment in the story",
        request=NewInjectSerializer,
        parameters=[IDEMPOTENCY],
        responses={201: InjectSerializer, **problems(*WRITTEN)},
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(NewInjectSerializer)
        exercise, by, at = (sent.pop(name) for name in ("exercise", "by", "at"))
        made = plan_inject(exercise=exercise, facts=_facts(sent), by=by, at=at)
        return self.said(made, 201)

    @extend_schema(
        summary="Change an inject that was not released",
        request=InjectFactsSerializer,
        parameters=[IF_MATCH, IDEMPOTENCY],
        responses={200: InjectSerializer, **problems(*VERSIONED)},
    )
    def partial_update(self, request: Request, pk: str) -> Response:
        found: Inject = self.get_object()
        sent = self.sent(InjectFactsSerializer, partial=True)
        by, at = sent.pop("by"), sent.pop("at")
        kept = {name: getattr(found, name) for name in InjectFacts.__dataclass_fields__}
        facts = _facts({**kept, **sent})
        return self.said(
            change_inject(inject=found, facts=facts, version=self.version(), by=by, at=at)
        )

    @_deed("Bring it in now; there is no way back")
    @action(detail=True, methods=["post"])
    def release(self, request: Request, pk: str) -> Response:
        return self._turned(release_inject)

    @_deed("The clock passes it by")
    @action(detail=True, methods=["post"])
    def withhold(self, request: Request, pk: str) -> Response:
        return self._turned(withhold_inject)

    @_deed("Planned again")
    @action(detail=True, methods=["post"])
    def resume(self, request: Request, pk: str) -> Response:
        return self._turned(resume_inject)

    @extend_schema(
        summary="Read in a list: all of it, or nothing where a row has a problem",
        request=RowsSerializer,
        parameters=[IDEMPOTENCY],
        examples=[LIST],
        responses={200: ReadRowSerializer(many=True), **problems(*WRITTEN)},
    )
    @action(detail=False, methods=["post"], url_path="read-in")
    def read_in(self, request: Request) -> Response:
        sent = self.sent(RowsSerializer)
        exercise = sent["exercise"]
        rows = read_injects(sent["rows"], exercise=exercise, reader=sent["by"])
        if not sent["preview"]:
            for row in rows:
                if row.problem:
                    said = {"number": row.number - 1, "problem": row.problem}
                    raise Refusal(_("Row %(number)d: %(problem)s") % said, field="rows")
            import_injects(exercise=exercise, **in_two(rows), **self.deed())
        return Response(ReadRowSerializer(rows, many=True).data)

    def _turned(self, service: Any) -> Response:
        found = self.get_object()
        return self.said(service(inject=found, version=self.version(), **self.deed()))


def _facts(sent: dict[str, Any]) -> InjectFacts:
    return InjectFacts(**{**sent, "kind": InjectKind(sent["kind"])})
