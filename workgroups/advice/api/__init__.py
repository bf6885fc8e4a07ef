"""/api/v1/advice-requests and /api/v1/advice-stops: lines, and where they stop."""

from rest_framework.routers import BaseRouter

from .resources import AdviceRequestViewSet
from .routes import AdviceRouteViewSet
from .stops import AdviceStopViewSet


def register(router: BaseRouter) -> None:
    router.register("advice-requests", AdviceRequestViewSet, basename="advice-request")
    router.register("advice-routes", AdviceRouteViewSet, basename="advice-route")
    router.register("advice-stops", AdviceStopViewSet, basename="advice-stop")
