"""/api/v1/action-points: the list, and each verb as a resource below a point."""

from rest_framework.routers import BaseRouter

from .resources import ActionPointViewSet


def register(router: BaseRouter) -> None:
    router.register("action-points", ActionPointViewSet, basename="action-point")
