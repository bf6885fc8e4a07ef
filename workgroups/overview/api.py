"""/api/v1/overview: how each dossier that you may see stands."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers, viewsets
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.routers import BaseRouter

from coordination.dossiers.models import Dossier, DossierKind
from coordination.kit import clock
from coordination.people.rights.api import ByRole

from .queries import (
    ALL,
    SORTS,
    Counts,
    Issue,
    Reason,
    Tally,
    Wanted,
    count,
    issues_of,
    list_issues,
    per_owner,
    per_sector,
)

_kind = attrgetter("kind")


class IssueSerializer(serializers.Serializer[Issue]):
    """A dossier; counts are of open points that you may see, silence is in whole weeks."""

    dossier = serializers.UUIDField(source="dossier.pk")
    number = serializers.CharField(source="dossier.number")
    title = serializers.CharField(source="dossier.title")
    kind = serializers.CharField(source="dossier.kind")
    owner = serializers.UUIDField(source="dossier.owner_id")
    primacy = serializers.UUIDField(source="dossier.primacy_id", allow_null=True)
    closed_at = serializers.DateTimeField(source="dossier.closed_at", allow_null=True)
    team = serializers.UUIDField(source="team.pk", allow_null=True, default=None)
    team_status = serializers.CharField(source="team.status", allow_null=True, default=None)
    last_decision = serializers.UUIDField(source="decision.pk", allow_null=True, default=None)
    next_meeting = serializers.UUIDField(source="meeting.pk", allow_null=True, default=None)
    open_points = serializers.IntegerField(source="open")
    late_points = serializers.IntegerField(source="late")
    silent_weeks = serializers.IntegerField(allow_null=True)
    ministries = serializers.ListField(child=serializers.CharField())
    needs_team = serializers.BooleanField()
    attention = serializers.ListField(child=serializers.ChoiceField(Reason.choices))


class TallySerializer(serializers.Serializer[Tally]):
    """Counts of open dossiers that you may see; `silent` is null for who is not told."""

    dossiers = serializers.IntegerField()
    without_primacy = serializers.IntegerField()
    late_points = serializers.IntegerField(source="late")
    silent = serializers.IntegerField(allow_null=True)


class OwnerTallySerializer(TallySerializer):
    organisation = serializers.UUIDField(source="pk")


class SectorTallySerializer(TallySerializer):
    """`sector` is null for the dossiers without a measure for any sector."""

    sector = serializers.UUIDField(source="pk", allow_null=True)


class KindCountsSerializer(serializers.Serializer[dict[str, Any]]):
    """Of how many dossiers of a kind each reason holds; `silent` is null for who is not told."""

    kind = serializers.ChoiceField(DossierKind.choices)
    dossiers = serializers.IntegerField()
    late = serializers.IntegerField()
    silent = serializers.IntegerField(allow_null=True)
    nobody = serializers.IntegerField()


def _kind_counts(kind: str, counts: Counts) -> dict[str, Any]:
    return {
        "kind": kind,
        "dossiers": counts.dossiers,
        **{of: counts.reasons.get(of) for of in Reason},
    }


def query(name: str, kind: Any = str, **more: Any) -> OpenApiParameter:
    return OpenApiParameter(name, kind, **more)


PARAMETERS = [
    query("q", description="Words of the title."),
    query("eigenaar", description="Code of the owner organisation."),
    query("primaat", description='Code of who has primacy; "-" is nobody.'),
    query(
        "soort",
        enum=[ALL, *DossierKind.values],
        description="Without it and without q: every kind but regions.",
    ),
    query("sector", description='Code of a sector that a measure in it is for; "-" is none.'),
    query("stand", enum=["open", "closed", "all"], description="Open unless said."),
    query("stil", int, description="Silent for this many weeks at least."),
    query("telaat", description='"1": with points that are late.'),
    query("zonderteam", description='"1": several ministries are at work and there is no team.'),
    query(
        "sorteer",
        enum=[*SORTS, *(f"-{one}" for one in SORTS)],
        description="What most attention is asked for first, unless said.",
    ),
]


class OverviewViewSet(viewsets.GenericViewSet[Any]):
    """Read only: what stands here is written where it belongs."""

    permission_classes = [ByRole]
    action_name = "overview.read"
    http_method_names = ["get", "head", "options"]
    serializer_class = IssueSerializer
    queryset = Dossier.objects.none()

    def counted(
        self, rows: list[Any], serializer: type[serializers.BaseSerializer[Any]]
    ) -> Response:
        page: Any = self.paginate_queryset(rows) or []
        return self.get_paginated_response(serializer(page, many=True).data)

    @extend_schema(
        summary="The open dossiers counted per owner", responses=OwnerTallySerializer(many=True)
    )
    @action(detail=False, url_path="per-owner")
    def per_owner(self, request: Request) -> Response:
        rows = per_owner(request.user, now=clock.now(), today=clock.today())
        return self.counted(rows, OwnerTallySerializer)

    @extend_schema(
        summary="The open dossiers counted per sector", responses=SectorTallySerializer(many=True)
    )
    @action(detail=False, url_path="per-sector")
    def per_sector(self, request: Request) -> Response:
        rows = per_sector(request.user, now=clock.now(), today=clock.today())
        return self.counted(rows, SectorTallySerializer)

    @extend_schema(
        summary="The dossiers that match counted per kind, regions too, and why some come first",
        parameters=PARAMETERS[:-1],
        responses=KindCountsSerializer(many=True),
    )
    @action(detail=False, url_path="per-kind")
    def per_kind(self, request: Request) -> Response:
        wanted = Wanted.read(request.query_params)
        found = list_issues(request.user, wanted, now=clock.now(), today=clock.today()).all
        rows = [
            _kind_counts(kind, count(list(mine), request.user))
            for kind, mine in groupby(sorted(found, key=_kind), _kind)
        ]
        return self.counted(rows, KindCountsSerializer)

    @extend_schema(
        summary="How each dossier that you may see stands",
        parameters=PARAMETERS,
        responses=IssueSerializer(many=True),
    )
    def list(self, request: Request) -> Response:
        now, today, reader = clock.now(), clock.today(), request.user
        wanted = Wanted.read(request.query_params)
        marks: Any = list_issues(reader, wanted, now=now, today=today).rows
        rows = self.paginate_queryset(marks) or []
        issues: Any = issues_of(rows, reader, now=now, today=today)
        return self.get_paginated_response(IssueSerializer(issues, many=True).data)


def register(router: BaseRouter) -> None:
    router.register("overview", OverviewViewSet, basename="overview")
