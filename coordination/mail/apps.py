from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MailConfig(AppConfig):
    name = "coordination.mail"
    label = "mail"
    events = {
        "answered": _("answered from the mail"),
        "held": _("put the mail on hold"),
        "released": _("released the mail"),
        "retried": _("tried a message again"),
        "resent": _("sent a message again"),
        "snoozed": _("put a message off"),
        "chosen": _("chose what to be mailed"),
    }

    def ready(self) -> None:
        autodiscover_modules("mail_kinds", "answers")
