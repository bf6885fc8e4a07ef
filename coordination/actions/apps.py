from django.apps import AppConfig


class ActionsConfig(AppConfig):
    name = "coordination.actions"
    label = "actions"
