"""/api/v1/deadlines."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.models import Dossier
from coordination.kit.asof import AsOfSerializer
from coordination.kit.documented import READ, problems
from coordination.kit.fields import MomentField
from coordination.meetings.api.base import VisibleField
from coordination.meetings.models import Meeting
from coordination.people.models import Organisation, Post, User

from ..models import Deadline
from ..services.deadlines import (
    DeadlineFacts,
    change_deadline,
    meet_deadline,
    reopen_deadline,
    set_deadline,
    undo_deadline,
)
from .cadences import Rhythm, documented, standing


class DeadlineSerializer(serializers.ModelSerializer[Deadline]):
    class Meta:
        model = Deadline
        fields = [
            "id",
            "kind",
            "what",
            "due_at",
            "dossier",
            "meeting",
            "offset_number",
            "offset_unit",
            "organisation",
            "person",
            "post",
            "met_at",
            "version",
        ]
        read_only_fields = fields


class DeadlineFactsSerializer(serializers.Serializer[Any]):
    """Exactly one of organisation, person and post owes it."""

    what = serializers.CharField()
    due_at = MomentField()
    dossier = VisibleField(Dossier)
    meeting = VisibleField(Meeting, required=False, allow_null=True, default=None)
    organisation = VisibleField(Organisation, required=False, allow_null=True, default=None)
    person = VisibleField(User, required=False, allow_null=True, default=None)
    post = VisibleField(Post, required=False, allow_null=True, default=None)


class DeadlineFilterSerializer(serializers.Serializer[Any]):
    """Which rows a list keeps."""

    dossier = serializers.UUIDField(required=False)
    meeting = serializers.UUIDField(required=False)
    met = serializers.BooleanField(required=False, allow_null=True, default=None)


@extend_schema_view(
    list=extend_schema(
        summary="Deadlines you may see, by moment", parameters=[DeadlineFilterSerializer]
    ),
    retrieve=extend_schema(
        summary="One deadline, with its version as ETag",
        parameters=[AsOfSerializer],
        responses={200: DeadlineSerializer, **problems(*READ)},
    ),
)
class DeadlineViewSet(Rhythm):
    """What is owed by a moment."""

    action_names = {
        "create": "cycle.plan",
        "partial_update": "cycle.plan",
        "meet": "cycle.meet",
        "reopen": "cycle.meet",
        "undo": "cycle.meet",
    }
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = DeadlineSerializer
    filter_serializer = DeadlineFilterSerializer
    queryset = Deadline.objects.none()
    pointers = {"day": "due_at"}

    def get_queryset(self) -> Any:
        found = Deadline.objects.visible_to(self.request.user)
        wanted = self.wanted() if self.action == "list" else {}
        met = wanted.pop("met", None)
        if met is not None:
            found = found.filter(met_at__isnull=not met)
        return found.filter(**wanted).order_by("due_at", "pk")

    @documented(
        "Set a deadline", DeadlineFactsSerializer, DeadlineSerializer, versioned=False, code=201
    )
    def create(self, request: Request) -> Response:
        facts = DeadlineFacts(**self.facts_of(DeadlineFactsSerializer, {}))
        return self.said(set_deadline(facts=facts, **self.deed()), 201)

    @documented("Change a deadline", DeadlineFactsSerializer, DeadlineSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        deadline: Deadline = self.get_object()
        kept = standing(deadline, DeadlineFactsSerializer)
        facts = DeadlineFacts(**self.facts_of(DeadlineFactsSerializer, kept))
        changed = change_deadline(
            deadline=deadline, facts=facts, version=self.version(), **self.deed()
        )
        return self.said(changed)

    @documented("What was due is there", None, DeadlineSerializer)
    @action(detail=True, methods=["post"])
    def meet(self, request: Request, pk: str) -> Response:
        return self._verb(meet_deadline)

    @documented("Due again", None, DeadlineSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self._verb(reopen_deadline)

    @documented("The last change taken back, while it is the last", None, DeadlineSerializer)
    @action(detail=True, methods=["post"])
    def undo(self, request: Request, pk: str) -> Response:
        return self._verb(undo_deadline)

    def _verb(self, service: Any) -> Response:
        deadline = self.get_object()
        return self.said(service(deadline=deadline, version=self.version(), **self.deed()))
