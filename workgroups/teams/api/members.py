"""/api/v1/team-members: the register of who takes part."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import READ, problems
from coordination.meetings.api.base import Nouns

from ..models import IS_NAMED, CapacityUnit, TeamMember, TeamRole
from ..services import Capacity, Seat, add_member, change_member, end_member, replace_member
from .serializers import (
    NewMemberSerializer,
    PlaceEndSerializer,
    PlacesSerializer,
    SeatSerializer,
    TeamMemberSerializer,
)
from .teams import documented


@extend_schema_view(
    list=extend_schema(
        summary="Who takes part in the teams you may see", parameters=[PlacesSerializer]
    ),
    retrieve=extend_schema(
        summary="One place, with its version as ETag",
        responses={200: TeamMemberSerializer, **problems(*READ)},
    ),
)
class TeamMemberViewSet(Nouns):
    """A place in a team; the body and the dossier follow it."""

    action_name = "teams.read"
    action_names = dict.fromkeys(["create", "partial_update", "end", "replace"], "teams.keep")
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = TeamMemberSerializer
    filter_serializer = PlacesSerializer
    queryset = TeamMember.objects.none()

    def get_queryset(self) -> Any:
        found = TeamMember.objects.visible_to(self.request.user)
        wanted = self.wanted() if self.action == "list" else {}
        named = wanted.pop("named", None)
        if named is not None:
            found = found.filter(IS_NAMED if named else ~IS_NAMED)
        rows = found.select_related("team__dossier", "team__body", "organisation", "person")
        return rows.filter(**wanted).order_by("team__code", "organisation__code", "role", "pk")

    @documented(
        "Name who takes part",
        NewMemberSerializer,
        TeamMemberSerializer,
        versioned=False,
        code=201,
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(NewMemberSerializer)
        team, deed = sent.pop("team"), _deed(sent)
        return self.said(add_member(team=team, seat=_seat(sent, {}), **deed), 201)

    @documented("Change a place, or name who was not known", SeatSerializer, TeamMemberSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        member: TeamMember = self.get_object()
        sent = self.sent(SeatSerializer, partial=True)
        deed = _deed(sent)
        seat = _seat(sent, _kept(member))
        return self.said(change_member(member=member, version=self.version(), seat=seat, **deed))

    @documented("End a place", PlaceEndSerializer, TeamMemberSerializer)
    @action(detail=True, methods=["post"])
    def end(self, request: Request, pk: str) -> Response:
        member: TeamMember = self.get_object()
        sent = self.sent(PlaceEndSerializer)
        return self.said(end_member(member=member, version=self.version(), **sent))

    @documented("Let somebody else take her place", SeatSerializer, TeamMemberSerializer, code=201)
    @action(detail=True, methods=["post"])
    def replace(self, request: Request, pk: str) -> Response:
        member: TeamMember = self.get_object()
        sent = self.sent(SeatSerializer)
        deed = _deed(sent)
        seat = _seat(sent, {"role": member.role})
        made = replace_member(member=member, version=self.version(), seat=seat, **deed)
        return self.said(made, 201)


def _deed(sent: dict[str, Any]) -> dict[str, Any]:
    return {"by": sent.pop("by"), "at": sent.pop("at")}


def _kept(member: TeamMember) -> dict[str, Any]:
    names = ("organisation", "person", "post", "role", "seconded", "since", "until")
    kept = {name: getattr(member, name) for name in names}
    return kept | {"capacity": member.capacity, "capacity_unit": member.capacity_unit}


def _seat(sent: dict[str, Any], kept: dict[str, Any]) -> Seat:
    """What was sent over what stands there."""
    values = {**kept, **sent}
    number = values.pop("capacity", None)
    unit = values.pop("capacity_unit", "") or "fte"
    role = TeamRole(values.pop("role", TeamRole.MEMBER))
    return Seat(
        **values, role=role, capacity=Capacity(number, CapacityUnit(unit)) if number else None
    )
