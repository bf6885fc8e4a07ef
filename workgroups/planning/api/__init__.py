"""/api/v1/action-lines, /products, /milestones, /slips, /budget-estimates, /planning-imports."""

from rest_framework.routers import BaseRouter

from .imports import PlanningImportViewSet
from .milestones import MilestoneViewSet, SlipViewSet
from .plans import ActionLineViewSet, EstimateViewSet
from .products import DependencyViewSet, ProductViewSet


def register(router: BaseRouter) -> None:
    router.register("action-lines", ActionLineViewSet, basename="action-line")
    router.register("products", ProductViewSet, basename="product")
    router.register("dependencies", DependencyViewSet, basename="dependency")
    router.register("milestones", MilestoneViewSet, basename="milestone")
    router.register("slips", SlipViewSet, basename="slip")
    router.register("budget-estimates", EstimateViewSet, basename="budget-estimate")
    router.register("planning-imports", PlanningImportViewSet, basename="planning-import")
