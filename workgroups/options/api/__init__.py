"""/api/v1/options, with variants and pilots: questions to which there is more than one answer."""

from rest_framework.routers import BaseRouter

from .parts import PilotViewSet, VariantViewSet
from .resources import OptionsViewSet


def register(router: BaseRouter) -> None:
    router.register("options", OptionsViewSet, basename="option")
    router.register("variants", VariantViewSet, basename="variant")
    router.register("pilots", PilotViewSet, basename="pilot")
