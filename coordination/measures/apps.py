from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeasuresConfig(AppConfig):
    name = "coordination.measures"
    label = "measures"
    verbose_name = _("measures")
    found_as = {"measure": (_("Measure"), "shield-check")}
    events = {
        "added": _("added a measure"),
        "changed": _("changed a measure"),
        "withdrawn": _("took a measure off the list"),
        "restored": _("brought a measure back on the list"),
        "sector_added": _("added a sector"),
        "sector_changed": _("changed a sector"),
    }
