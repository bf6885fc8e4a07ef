"""/api/v1/: cadences, slots, cycles, collisions, deadlines, reminders."""

from rest_framework.routers import BaseRouter

from .cadences import CadenceViewSet, CycleViewSet, SlotViewSet
from .collisions import CollisionViewSet
from .deadlines import DeadlineViewSet
from .due import DueViewSet
from .outside import OutsideCalendarViewSet
from .reminders import ReminderViewSet, RuleViewSet
from .settled import SettledViewSet


def register(router: BaseRouter) -> None:
    router.register("cadences", CadenceViewSet, basename="cadence")
    router.register("slots", SlotViewSet, basename="slot")
    router.register("cycles", CycleViewSet, basename="cycle")
    router.register("collisions", CollisionViewSet, basename="collision")
    router.register("outside-calendars", OutsideCalendarViewSet, basename="outside-calendar")
    router.register("deadlines", DeadlineViewSet, basename="deadline")
    router.register("reminder-rules", RuleViewSet, basename="reminder-rule")
    router.register("due", DueViewSet, basename="due")
    router.register("settled", SettledViewSet, basename="settled")
    router.register("reminders", ReminderViewSet, basename="reminder")
