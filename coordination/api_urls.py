"""/api/v1/: one router; an app that has an api module registers its resources there."""

from importlib import import_module

from django.apps import apps
from django.urls import include, path
from django.utils.module_loading import module_has_submodule
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.routers import DefaultRouter

router = DefaultRouter(trailing_slash=False)
router.include_root_view = False

for config in apps.get_app_configs():
    if module_has_submodule(config.module, "api"):
        register = getattr(import_module(f"{config.name}.api"), "register", None)
        if register is not None:
            register(router)

urlpatterns = [
    path("openapi.json", SpectacularJSONAPIView.as_view(), name="openapi"),
    path("", include((router.urls, "api"))),
]
