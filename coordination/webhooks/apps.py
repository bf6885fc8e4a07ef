from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "coordination.webhooks"
    label = "webhooks"
    events = {
        "added": _("added a webhook"),
        "changed": _("changed a webhook"),
        "removed": _("removed a webhook"),
        "switched_on": _("switched a webhook on"),
        "switched_off": _("switched a webhook off"),
        "secret_renewed": _("renewed the secret of a webhook"),
        "tested": _("sent a test to a webhook"),
        "resent": _("sent a webhook message again"),
    }

    def ready(self) -> None:
        autodiscover_modules("mail_kinds")
