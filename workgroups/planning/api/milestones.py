"""Milestones and how they slipped."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.dossiers.api.nouns import Pointing
from coordination.kit.api import expected_version, with_version
from coordination.kit.documented import READ, problems
from coordination.kit.pointing import seen_by

from .. import services
from ..facts import MilestoneFacts
from ..models import Milestone, Slip
from .serializers import (
    MilestoneInputSerializer,
    MilestoneSerializer,
    MoveMilestoneSerializer,
    NewMilestoneSerializer,
    SlipSerializer,
    milestone_facts,
)
from .shared import OF_TEAM, Planned, documented

VERBS = ["create", "partial_update", "move", "reach", "reopen", "remove"]


@extend_schema_view(
    list=extend_schema(summary="Milestones, by their last day", parameters=[OF_TEAM]),
    retrieve=extend_schema(
        summary="One milestone", responses={200: MilestoneSerializer, **problems(*READ)}
    ),
)
class MilestoneViewSet(Planned, Pointing):
    action_names = dict.fromkeys(VERBS, "planning.write")
    dossier = "product.line.team.dossier"
    called = "milestone"
    serializer_class = MilestoneSerializer
    queryset = Milestone.objects.none()
    of_team = "product__line__team"
    pointers = {"due": "words"}

    def get_queryset(self) -> Any:
        rows = Milestone.objects.visible_to(self.request.user)
        rows = rows.select_related("product__line__team__dossier", "body", "meeting")
        return self.seen(self.narrowed(rows)).order_by("due_on", "pk")

    @documented(
        "Add a milestone", NewMilestoneSerializer, MilestoneSerializer, versioned=False, code=201
    )
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        sent = self.sent(NewMilestoneSerializer)
        product = sent.pop("product")
        facts = milestone_facts(sent, product.line.team)
        return self.said(services.add_milestone(product=product, facts=facts, **self.deed()), 201)

    @documented("Change it", MilestoneInputSerializer(partial=True), MilestoneSerializer)
    def partial_update(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        found = self.get_object()
        facts = self._facts(found, self.sent(MilestoneInputSerializer, partial=True))
        return self.run(services.change_milestone, facts=facts)

    @documented("Move it; later needs a reason", MoveMilestoneSerializer, MilestoneSerializer)
    @action(detail=True, methods=["post"])
    def move(self, request: Request, pk: str) -> Response:
        found, sent = self.get_object(), self.sent(MoveMilestoneSerializer)
        reason = sent.pop("reason", "")
        facts = self._facts(found, sent)
        return self.run(services.move_milestone, facts=facts, reason=reason)

    @documented("It is reached", None, MilestoneSerializer)
    @action(detail=True, methods=["post"])
    def reach(self, request: Request, pk: str) -> Response:
        return self.run(services.reach_milestone)

    @documented("It is awaited again", None, MilestoneSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        return self.run(services.reopen_milestone)

    @documented("Take it off the plan", None, None)
    @action(detail=True, methods=["post"])
    def remove(self, request: Request, pk: str) -> Response:
        return self.remove_by(services.remove_milestone)

    def _facts(self, found: Milestone, sent: dict[str, Any]) -> MilestoneFacts:
        return milestone_facts(sent, found.product.line.team, MilestoneFacts.of(found))


@extend_schema_view(
    list=extend_schema(summary="Slips, the newest first", parameters=[OF_TEAM]),
    retrieve=extend_schema(summary="One slip", responses={200: SlipSerializer, **problems(*READ)}),
)
class SlipViewSet(Planned, Pointing):
    action_names = {"take_back": "planning.write"}
    dossier = "milestone.product.line.team.dossier"
    serializer_class = SlipSerializer
    queryset = Slip.objects.none()
    of_team = "milestone__product__line__team"

    def get_queryset(self) -> Any:
        rows = Slip.objects.visible_to(self.request.user)
        rows = rows.select_related("milestone__product__line__team__dossier")
        return self.seen(self.narrowed(rows)).order_by("-at", "pk")

    @documented("Put the milestone back; If-Match is its version", None, MilestoneSerializer)
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request: Request, pk: str) -> Response:
        slip, version = self.get_object(), expected_version(request)
        found = services.take_back_slip(slip=slip, version=version, **self.deed())
        return with_version(Response(self.show_current(found)), found.version)

    def show_current(self, noun: Any) -> dict[str, Any]:
        if isinstance(noun, Milestone):
            seen = seen_by(self.request.user, MilestoneSerializer.pointed)
            return dict(
                MilestoneSerializer(Milestone.objects.annotate(**seen).get(pk=noun.pk)).data
            )
        return super().show_current(noun)
