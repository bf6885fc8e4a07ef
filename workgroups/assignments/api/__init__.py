"""/api/v1/assignments and /consultations: versions of what teams are asked to do."""

from rest_framework.routers import BaseRouter

from .resources import AssignmentViewSet, ConsultationViewSet


def register(router: BaseRouter) -> None:
    router.register("assignments", AssignmentViewSet, basename="assignment")
    router.register("consultations", ConsultationViewSet, basename="consultation")
