from django.apps import AppConfig


class DossiersConfig(AppConfig):
    name = "coordination.dossiers"
    label = "dossiers"
