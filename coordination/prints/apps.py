from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PrintsConfig(AppConfig):
    name = "coordination.prints"
    label = "prints"
    verbose_name = _("prints")

    def ready(self) -> None:
        autodiscover_modules("printed")
