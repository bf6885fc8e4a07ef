"""Each operation is one verb of the services, with the version from If-Match."""

from typing import Any

from django.db.models import F
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import mixins, serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.api import expected_version
from coordination.kit.documented import IDEMPOTENCY, IF_MATCH, READ, VERSIONED, WRITTEN, problems
from coordination.kit.resources import Resource
from coordination.people.rights.api import ByRole

from .. import services
from ..facts import AssignmentFacts
from ..models import Assignment, Consultation
from ..queries import with_names
from .serializers import (
    AdoptAssignmentSerializer,
    AssignmentSerializer,
    AssignmentTextSerializer,
    CirculateAssignmentSerializer,
    ConsultationSerializer,
    DraftAssignmentSerializer,
    HoldConsultationSerializer,
)

OF_TEAM = OpenApiParameter("team", str, description="Keeps the versions of one team.")


def written(summary: str, asks: Any, said: Any, *, new: bool = False) -> Any:
    """How a verb is documented; those on what stands want If-Match."""
    return extend_schema(
        summary=summary,
        request=asks,
        parameters=[IDEMPOTENCY] if new else [IF_MATCH, IDEMPOTENCY],
        responses={201 if new else 200: said, **problems(*(WRITTEN if new else VERSIONED))},
    )


@extend_schema_view(
    list=extend_schema(summary="Versions of assignments, the newest first", parameters=[OF_TEAM]),
    retrieve=extend_schema(
        summary="One version", responses={200: AssignmentSerializer, **problems(*READ)}
    ),
)
class AssignmentViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    permission_classes = [ByRole]
    action_name = "assignments.read"
    action_names = {
        **dict.fromkeys(["create", "partial_update", "discard"], "assignments.write"),
        **dict.fromkeys(["circulate", "adopt"], "assignments.circulate"),
    }
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = AssignmentSerializer
    queryset = Assignment.objects.none()
    filter_query = serializers.UUIDField(required=False)

    def get_queryset(self) -> Any:
        rows = with_names().visible_to(self.request.user)
        asked = self.request.query_params.get("team", "")
        if asked:
            rows = rows.filter(team=self.filter_query.run_validation(asked))
        return rows.prefetch_related("parts", "consultations").order_by(
            "team__code", "-major", "-minor", "pk"
        )

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = self.get_object()
        user: Any = request.user
        record_read(dossier=found.team.dossier, obj=found, by=user, at=clock.now())
        return self.said(found)

    @written(
        "Draft the team's next version", DraftAssignmentSerializer, AssignmentSerializer, new=True
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        made = services.draft_assignment(**self.sent(DraftAssignmentSerializer), **self.deed())
        return self.said(made, 201)

    @written("Change the draft", AssignmentTextSerializer(partial=True), AssignmentSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found, version = self.get_object(), expected_version(request)
        standing = AssignmentFacts.of(found)
        sent = self.sent(AssignmentTextSerializer, partial=True, standing=standing)
        changed = services.change_assignment(
            assignment=found, version=version, **sent, **self.deed()
        )
        return self.said(changed)

    @written("Throw the draft away", None, None)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        found, version = self.get_object(), expected_version(request)
        services.discard_assignment(assignment=found, version=version, **self.deed())
        return Response(status=204)

    @written(
        "Circulate it for a shared picture", CirculateAssignmentSerializer, AssignmentSerializer
    )
    @action(detail=True, methods=["post"])
    def circulate(self, request: Request, pk: str) -> Response:
        return self.run(services.circulate_assignment, CirculateAssignmentSerializer)

    @written("Note the decision that adopts it", AdoptAssignmentSerializer, AssignmentSerializer)
    @action(detail=True, methods=["post"])
    def adopt(self, request: Request, pk: str) -> Response:
        return self.run(services.adopt_assignment, AdoptAssignmentSerializer)

    def run(self, verb: Any, asks: type[serializers.Serializer[Any]]) -> Response:
        found, version = self.get_object(), expected_version(self.request)
        values = self.sent(asks)
        return self.said(verb(assignment=found, version=version, **values, **self.deed()))


@extend_schema_view(
    list=extend_schema(summary="Consultations, those still to be held first"),
    retrieve=extend_schema(
        summary="One consultation", responses={200: ConsultationSerializer, **problems(*READ)}
    ),
)
class ConsultationViewSet(mixins.ListModelMixin, mixins.RetrieveModelMixin, Resource):
    permission_classes = [ByRole]
    action_name = "assignments.read"
    action_names = dict.fromkeys(["hold", "reopen"], "assignments.write")
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = ConsultationSerializer
    queryset = Consultation.objects.none()

    def get_queryset(self) -> Any:
        rows = Consultation.objects.visible_to(self.request.user)
        rows = rows.select_related("organisation", "assignment__team__dossier")
        return rows.order_by(F("held_at").asc(nulls_first=True), "due_on", "pk")

    @written("It was held", HoldConsultationSerializer, ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        outcome = self.sent(HoldConsultationSerializer).get("outcome", "")
        return self.run(services.hold_consultation, outcome=outcome)

    @written("It is still to be held", None, ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self.run(services.reopen_consultation)

    def run(self, verb: Any, **values: Any) -> Response:
        found, version = self.get_object(), expected_version(self.request)
        return self.said(verb(consultation=found, version=version, **values, **self.deed()))
