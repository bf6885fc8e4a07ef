"""/api/v1/: ladders, assessments."""

from rest_framework.routers import BaseRouter

from .assessments import AssessmentViewSet
from .ladders import LadderViewSet


def register(router: BaseRouter) -> None:
    router.register("ladders", LadderViewSet, basename="ladder")
    router.register("assessments", AssessmentViewSet, basename="assessment")
