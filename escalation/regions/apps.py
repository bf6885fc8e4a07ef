from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RegionsConfig(AppConfig):
    name = "escalation.regions"
    label = "regions"
    verbose_name = _("regions and figures")
    events: dict[str, object] = {
        "import_asked": _("gave a file of figures"),
        "imported": _("read in a file of figures"),
        "file_removed": _("removed a file of figures that was read"),
        "import_refused": _("could not use a file of figures"),
        "outlier_accepted": _("accepted a figure that stands out"),
        "outlier_clipped": _("clipped a figure that stands out"),
        "outlier_spread": _("spread a figure over the days before"),
        "outlier_reopened": _("took a judgement of a figure back"),
        "generated": _("generated figures"),
        "indicator_added": _("added an indicator"),
        "indicator_changed": _("changed an indicator"),
    }
