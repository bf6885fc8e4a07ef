from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "coordination.kit"
    label = "kit"
