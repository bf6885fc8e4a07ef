"""/api/v1/teams: read within her dossiers, written by who keeps the team."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.actions.terms import Owner
from coordination.dossiers.services import record_read
from coordination.kit import clock
from coordination.kit.documented import READ, problems, verbs_of
from coordination.meetings.api.base import Nouns

from ..models import Team, TeamStatus
from ..queries import burdens_for_lead, colliding, members_of, radar
from ..services import (
    Facts,
    Plan,
    change_team,
    propose_team,
    started_from,
    take_back_step,
    take_step,
    wind_up_team,
)
from .serializers import (
    BlipSerializer,
    BurdenSerializer,
    OfStatusSerializer,
    ProposalSerializer,
    StepSerializer,
    TeamFactsSerializer,
    TeamSerializer,
    WindUpSerializer,
)

documented = verbs_of()


@extend_schema_view(
    list=extend_schema(summary="Teams you may see, by code", parameters=[OfStatusSerializer]),
    retrieve=extend_schema(
        summary="One team, with its version as ETag",
        responses={200: TeamSerializer, **problems(*READ)},
    ),
)
class TeamViewSet(Nouns):
    """A team of all ministries."""

    action_name = "teams.read"
    action_names = {
        "create": "teams.propose",
        **dict.fromkeys(["partial_update", "step", "undo_step", "wind_up"], "teams.keep"),
    }
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = TeamSerializer
    filter_serializer = OfStatusSerializer
    queryset = Team.objects.none()

    def get_queryset(self) -> Any:
        found = Team.objects.visible_to(self.request.user)
        wanted = self.wanted() if self.action == "list" else {}
        return found.select_related("dossier", "body").filter(**wanted).order_by("code")

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        team: Team = self.get_object()
        reader: Any = request.user
        record_read(dossier=team.dossier, obj=team, by=reader, at=clock.now())
        return self.said(team)

    @documented("Propose a team", ProposalSerializer, TeamSerializer, versioned=False, code=201)
    def create(self, request: Request) -> Response:
        sent = self.sent(ProposalSerializer)
        deed = {"by": sent.pop("by"), "at": sent.pop("at")}
        template, organisations = sent.pop("template", None), sent.pop("organisations", None)
        if organisations is None and template is not None:
            organisations = [seat.organisation for seat in template.seats.select_related()]
        plan = started_from(template, Plan(**sent), organisations or [])
        return self.said(propose_team(plan=plan, **deed), 201)

    @documented("Change a team", TeamFactsSerializer, TeamSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        team: Team = self.get_object()
        names = ("subject", "horizon", "sponsor", "starts_on", "ends_on")
        kept = {name: getattr(team, name) for name in names}
        sent = self.sent(TeamFactsSerializer, partial=True)
        deed = {"by": sent.pop("by"), "at": sent.pop("at")}
        facts = Facts(**{**kept, **sent})
        return self.said(change_team(team=team, version=self.version(), facts=facts, **deed))

    @documented("One step further, because of a decision", StepSerializer, TeamSerializer)
    @action(detail=True, methods=["post"])
    def step(self, request: Request, pk: str) -> Response:
        team: Team = self.get_object()
        sent = self.sent(StepSerializer)
        sent["to"] = TeamStatus(sent["to"])
        return self.said(take_step(team=team, version=self.version(), **sent))

    @documented("Take the last step back", None, TeamSerializer)
    @action(detail=True, methods=["post"], url_path="undo-step")
    def undo_step(self, request: Request, pk: str) -> Response:
        version = self.version()
        return self.said(take_back_step(team=self.get_object(), version=version, **self.deed()))

    @documented("Wind it up; what is open goes to another", WindUpSerializer, TeamSerializer)
    @action(detail=True, methods=["post"], url_path="wind-up")
    def wind_up(self, request: Request, pk: str) -> Response:
        team: Team = self.get_object()
        sent = self.sent(WindUpSerializer)
        to = Owner(sent.pop("organisation"), sent.pop("person"))
        return self.said(wind_up_team(team=team, version=self.version(), to=to, **sent))

    @extend_schema(
        summary="Per organisation: its teams, where it named nobody, whose people should be twice",
        responses=BlipSerializer(many=True),
    )
    @action(detail=False)
    def radar(self, request: Request) -> Response:
        collisions = colliding(request.user, at=clock.now())
        found = radar(request.user, on=clock.today(), collisions=collisions)
        blips: Any = self.paginate_queryset(found) or []
        return self.get_paginated_response(BlipSerializer(blips, many=True).data)

    @extend_schema(
        summary="What each member carries, for the lead of the team alone",
        responses={200: BurdenSerializer(many=True), **problems(*READ)},
    )
    @action(detail=True)
    def load(self, request: Request, pk: str) -> Response:
        team: Team = self.get_object()
        reader: Any = request.user
        record_read(dossier=team.dossier, obj=team, by=reader, at=clock.now())
        today = clock.today()
        burdens: Any = burdens_for_lead(members_of(team, reader, on=today), reader, on=today)
        return Response(BurdenSerializer(burdens, many=True).data)
