from django.apps import AppConfig


class DecisionsConfig(AppConfig):
    name = "coordination.decisions"
    label = "decisions"
