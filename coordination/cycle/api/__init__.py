"""/api/v1/: cadences, slots, cycles, collisions, deadlines."""

from rest_framework.routers import BaseRouter

from .cadences import CadenceViewSet, CycleViewSet, SlotViewSet
from .collisions import CollisionViewSet
from .deadlines import DeadlineViewSet
from .outside import OutsideCalendarViewSet


def register(router: BaseRouter) -> None:
    router.register("cadences", CadenceViewSet, basename="cadence")
    router.register("slots", SlotViewSet, basename="slot")
    router.register("cycles", CycleViewSet, basename="cycle")
    router.register("collisions", CollisionViewSet, basename="collision")
    router.register("outside-calendars", OutsideCalendarViewSet, basename="outside-calendar")
    router.register("deadlines", DeadlineViewSet, basename="deadline")
