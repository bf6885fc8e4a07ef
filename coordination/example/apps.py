from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ExampleConfig(AppConfig):
    name = "coordination.example"
    label = "example"

    def ready(self) -> None:
        autodiscover_modules("example", "load")
