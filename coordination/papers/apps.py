from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "coordination.papers"
    label = "papers"
