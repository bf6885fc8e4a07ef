"""/api/v1/: teams, team-members, tracks, resource-requests, team-templates."""

from rest_framework.routers import BaseRouter

from .members import TeamMemberViewSet
from .teams import TeamViewSet
from .templates import TeamTemplateViewSet
from .tracks import ResourceRequestViewSet, TrackViewSet


def register(router: BaseRouter) -> None:
    router.register("teams", TeamViewSet, basename="team")
    router.register("team-members", TeamMemberViewSet, basename="team-member")
    router.register("tracks", TrackViewSet, basename="track")
    router.register("resource-requests", ResourceRequestViewSet, basename="resource-request")
    router.register("team-templates", TeamTemplateViewSet, basename="team-template")
