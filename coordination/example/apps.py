from django.apps import AppConfig


class ExampleConfig(AppConfig):
    name = "coordination.example"
    label = "example"
