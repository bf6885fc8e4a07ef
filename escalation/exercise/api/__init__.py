"""/api/v1/ of an instance that is an exercise: its clock, figures, injects, and what was done."""

from rest_framework.routers import BaseRouter

from .exercises import ExerciseViewSet
from .injects import InjectViewSet


def register(router: BaseRouter) -> None:
    router.register("exercises", ExerciseViewSet, basename="exercise")
    router.register("injects", InjectViewSet, basename="inject")
