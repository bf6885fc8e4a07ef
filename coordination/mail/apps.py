from django.apps import AppConfig


class MailConfig(AppConfig):
    name = "coordination.mail"
    label = "mail"
