"""/api/v1/tracks and /api/v1/resource-requests."""

from typing import Any

from drf_spectacular.utils import extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from coordination.kit.documented import READ, problems
from coordination.meetings.api.base import Nouns

from ..models import CapacityUnit, ResourceRequest, Track
from ..services import (
    Capacity,
    Need,
    add_track,
    answer_request,
    ask_people,
    change_track,
    reopen_request,
    withdraw_request,
)
from .serializers import (
    NeedSerializer,
    NewTrackSerializer,
    OfTeamSerializer,
    PeopleAnswerSerializer,
    ResourceRequestSerializer,
    TrackFactsSerializer,
    TrackOfTeamSerializer,
    TrackSerializer,
)
from .teams import documented


@extend_schema_view(
    list=extend_schema(
        summary="Tracks of the teams you may see", parameters=[TrackOfTeamSerializer]
    ),
    retrieve=extend_schema(
        summary="One track, with its version as ETag",
        responses={200: TrackSerializer, **problems(*READ)},
    ),
)
class TrackViewSet(Nouns):
    """A part of what a team does."""

    action_name = "teams.read"
    action_names = dict.fromkeys(["create", "partial_update"], "teams.keep")
    http_method_names = ["get", "post", "patch", "head", "options"]
    serializer_class = TrackSerializer
    filter_serializer = TrackOfTeamSerializer
    queryset = Track.objects.none()

    def get_queryset(self) -> Any:
        found = Track.objects.visible_to(self.request.user).select_related("team__dossier")
        wanted = self.wanted() if self.action == "list" else {}
        return found.filter(**wanted).order_by("team__code", "name", "pk")

    @documented("Add a track", NewTrackSerializer, TrackSerializer, versioned=False, code=201)
    def create(self, request: Request) -> Response:
        return self.said(add_track(**self.sent(NewTrackSerializer)), 201)

    @documented("Change a track", TrackFactsSerializer, TrackSerializer)
    def partial_update(self, request: Request, pk: str) -> Response:
        track: Track = self.get_object()
        kept = {"name": track.name, "about": track.about, "linking_pin": track.linking_pin}
        sent = self.sent(TrackFactsSerializer, partial=True)
        return self.said(change_track(track=track, version=self.version(), **{**kept, **sent}))


@extend_schema_view(
    list=extend_schema(
        summary="Requests for people that you may see", parameters=[OfTeamSerializer]
    ),
    retrieve=extend_schema(
        summary="One request for people, with its version as ETag",
        responses={200: ResourceRequestSerializer, **problems(*READ)},
    ),
)
class ResourceRequestViewSet(Nouns):
    """People that a team asks an organisation for."""

    action_name = "teams.read"
    action_names = {
        **dict.fromkeys(["create", "withdraw"], "teams.keep"),
        **dict.fromkeys(["answer", "reopen"], "teams.answer"),
    }
    http_method_names = ["get", "post", "head", "options"]
    serializer_class = ResourceRequestSerializer
    filter_serializer = OfTeamSerializer
    queryset = ResourceRequest.objects.none()

    def get_queryset(self) -> Any:
        found = ResourceRequest.objects.visible_to(self.request.user)
        wanted = self.wanted() if self.action == "list" else {}
        rows = found.select_related("team__dossier", "organisation", "track")
        return rows.filter(**wanted).order_by("answer_by", "pk")

    @documented(
        "Ask for people", NeedSerializer, ResourceRequestSerializer, versioned=False, code=201
    )
    def create(self, request: Request) -> Response:
        sent = self.sent(NeedSerializer)
        number, unit = sent.pop("capacity", None), sent.pop("capacity_unit", "")
        capacity = Capacity(number, CapacityUnit(unit or CapacityUnit.FTE)) if number else None
        team, deed = sent.pop("team"), {"by": sent.pop("by"), "at": sent.pop("at")}
        asked = ask_people(team=team, need=Need(**sent, capacity=capacity), **deed)
        return self.said(asked, 201)

    @documented("Answer it for the organisation", PeopleAnswerSerializer, ResourceRequestSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request: Request, pk: str) -> Response:
        asked: ResourceRequest = self.get_object()
        sent = self.sent(PeopleAnswerSerializer)
        return self.said(answer_request(request=asked, version=self.version(), **sent))

    @documented("Withdraw it", None, ResourceRequestSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str) -> Response:
        version = self.version()
        return self.said(
            withdraw_request(request=self.get_object(), version=version, **self.deed())
        )

    @documented("Take the answer back", None, ResourceRequestSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str) -> Response:
        version = self.version()
        return self.said(reopen_request(request=self.get_object(), version=version, **self.deed()))
