"""/api/v1/: cadences, slots, cycles, deadlines."""

from rest_framework.routers import BaseRouter

from .cadences import CadenceViewSet, CycleViewSet, SlotViewSet
from .deadlines import DeadlineViewSet


def register(router: BaseRouter) -> None:
    router.register("cadences", CadenceViewSet, basename="cadence")
    router.register("slots", SlotViewSet, basename="slot")
    router.register("cycles", CycleViewSet, basename="cycle")
    router.register("deadlines", DeadlineViewSet, basename="deadline")
