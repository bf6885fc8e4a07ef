from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "coordination.meetings"
    label = "meetings"
