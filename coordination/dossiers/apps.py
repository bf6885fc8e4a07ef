from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DossiersConfig(AppConfig):
    name = "coordination.dossiers"
    label = "dossiers"
    # of those below, what a webhook may tell outside
    told = ("opened", "closed", "reopened")
    # what stands in the timeline behind the name of who did it
    events = {
        "opened": _("opened the dossier"),
        "changed": _("changed the dossier"),
        "closed": _("closed the dossier"),
        "reopened": _("opened the dossier again"),
        "classified": _("set classification, restriction or embargo"),
        "access_granted": _("gave a part in the dossier"),
        "access_revoked": _("ended a part in the dossier"),
        "glass_broken": _("opened the dossier for reading without a part"),
        "read": _("read"),
        "record_sealed": _("sealed the record of the day"),
    }
