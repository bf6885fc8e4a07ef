"""Each operation is one verb of the services, with the version from If-Match."""

from typing import Any

from django.db.models import F
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.api.nouns import InDossier, Pointing
from coordination.kit.api import expected_version
from coordination.kit.documented import READ, problems, verbs_of

from .. import services
from ..differences import differences
from ..facts import AssignmentFacts
from ..models import Assignment, Consultation
from ..queries import beside, versions_of, with_names
from .serializers import (
    AdoptAssignmentSerializer,
    AssignmentDifferenceSerializer,
    AssignmentSerializer,
    AssignmentTextSerializer,
    CirculateAssignmentSerializer,
    ConsultationSerializer,
    DraftAssignmentSerializer,
    HoldConsultationSerializer,
)

OF_TEAM = OpenApiParameter("team", str, description="Keeps the versions of one team.")
BESIDE = OpenApiParameter("with", str, description="The id of the version beside it.")


documented = verbs_of(AssignmentSerializer)


@extend_schema_view(
    list=extend_schema(summary="Versions of assignments, the newest first", parameters=[OF_TEAM]),
    retrieve=extend_schema(
        summary="One version", responses={200: AssignmentSerializer, **problems(*READ)}
    ),
)
class AssignmentViewSet(Pointing):
    action_name = "assignments.read"
    action_names = {
        **dict.fromkeys(["create", "partial_update", "discard"], "assignments.write"),
        **dict.fromkeys(["circulate", "adopt"], "assignments.circulate"),
    }
    dossier = "team.dossier"
    called = "assignment"
    serializer_class = AssignmentSerializer
    queryset = Assignment.objects.none()
    filter_query = serializers.UUIDField(required=False)

    def get_queryset(self) -> Any:
        rows = with_names().visible_to(self.request.user)
        asked = self.request.query_params.get("team", "")
        if asked:
            rows = rows.filter(team=self.filter_query.run_validation(asked))
        rows = self.seen(rows).prefetch_related("parts", "consultations")
        return rows.order_by("team__code", "-major", "-minor", "pk")

    @documented(
        "Draft the team's next version", DraftAssignmentSerializer, versioned=False, code=201
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        made = services.draft_assignment(**self.sent(DraftAssignmentSerializer), **self.deed())
        return self.said(made, 201)

    @documented("Change the draft", AssignmentTextSerializer(partial=True))
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found, version = self.get_object(), expected_version(request)
        standing = AssignmentFacts.of(found)
        sent = self.sent(AssignmentTextSerializer, partial=True, standing=standing)
        changed = services.change_assignment(
            assignment=found, version=version, **sent, **self.deed()
        )
        return self.said(changed)

    @extend_schema(
        summary="What it says otherwise than another version, the one before unless said",
        parameters=[BESIDE],
        responses={200: AssignmentDifferenceSerializer(many=True), **problems(*READ)},
    )
    @action(detail=True, pagination_class=None)
    def differences(self, request: Request, pk: str) -> Response:
        found = self.get_object()
        versions = versions_of(found.team, request.user)
        other = beside(found, versions, request.query_params.get("with", ""))
        facts = [AssignmentFacts.of(one) for one in (other, found)] if other else []
        found_differences = differences(*facts) if facts else []
        return Response(AssignmentDifferenceSerializer(found_differences, many=True).data)

    @documented("Throw the draft away", said=None, code=204)
    @action(detail=True, methods=["post"])
    def discard(self, request: Request, pk: str) -> Response:
        found, version = self.get_object(), expected_version(request)
        services.discard_assignment(assignment=found, version=version, **self.deed())
        return Response(status=204)

    @documented("Circulate it for a shared picture", CirculateAssignmentSerializer)
    @action(detail=True, methods=["post"])
    def circulate(self, request: Request, pk: str) -> Response:
        return self.run(services.circulate_assignment, CirculateAssignmentSerializer)

    @documented("Note the decision that adopts it", AdoptAssignmentSerializer)
    @action(detail=True, methods=["post"])
    def adopt(self, request: Request, pk: str) -> Response:
        return self.run(services.adopt_assignment, AdoptAssignmentSerializer)


@extend_schema_view(
    list=extend_schema(summary="Consultations, those still to be held first"),
    retrieve=extend_schema(
        summary="One consultation", responses={200: ConsultationSerializer, **problems(*READ)}
    ),
)
class ConsultationViewSet(InDossier):
    action_name = "assignments.read"
    action_names = dict.fromkeys(["hold", "reopen"], "assignments.write")
    dossier = "assignment.team.dossier"
    called = "consultation"
    serializer_class = ConsultationSerializer
    queryset = Consultation.objects.none()

    def get_queryset(self) -> Any:
        rows = Consultation.objects.visible_to(self.request.user)
        rows = rows.select_related("organisation", "assignment__team__dossier")
        return rows.order_by(F("held_at").asc(nulls_first=True), "due_on", "pk")

    @documented("It was held", HoldConsultationSerializer, ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def hold(self, request: Request, pk: str) -> Response:
        return self.run(services.hold_consultation, HoldConsultationSerializer)

    @documented("It is still to be held", None, ConsultationSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self.run(services.reopen_consultation)
