from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PapersConfig(AppConfig):
    name = "coordination.papers"
    label = "papers"
    found_as = {"paper": (_("Paper"), "file-text")}
    # of those below, what a webhook may tell outside
    told = ("added", "version_added", "supplied")
    events = {
        "added": _("supplied a paper"),
        "version_added": _("supplied a version"),
        "supplied": _("supplied a paper that was asked for"),
        "removed": _("removed a paper"),
        "restored": _("restored a paper"),
    }
