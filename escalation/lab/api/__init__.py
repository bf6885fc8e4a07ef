"""/api/v1/: variants of the ladder and of its process, replays and sweeps."""

from rest_framework.routers import BaseRouter

from .processes import ProcessVariantViewSet
from .replays import ReplayViewSet
from .sweeps import SweepViewSet
from .variants import LadderVariantViewSet


def register(router: BaseRouter) -> None:
    router.register("ladder-variants", LadderVariantViewSet, basename="ladder-variant")
    router.register("process-variants", ProcessVariantViewSet, basename="process-variant")
    router.register("replays", ReplayViewSet, basename="replay")
    router.register("sweeps", SweepViewSet, basename="sweep")
