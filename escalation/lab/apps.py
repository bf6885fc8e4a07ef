from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LabConfig(AppConfig):
    name = "escalation.lab"
    label = "lab"
    verbose_name = _("ladder lab")
    found_as = {
        "variant": (_("Variant of the ladder"), "flask-conical"),
        "processvariant": (_("Variant of the process"), "route"),
        "replay": (_("Replay"), "history"),
        "sweep": (_("Sweep"), "chart-scatter"),
    }
    # seen by role too, and a run only with all its regions
    found_elsewhere_too = ("variant", "processvariant", "replay", "sweep")
    events = {
        "variant_made": _("made a variant of the ladder"),
        "variant_changed": _("changed a variant of the ladder"),
        "variant_discarded": _("threw a variant of the ladder away"),
        "process_made": _("made a variant of the process"),
        "process_changed": _("changed a variant of the process"),
        "process_discarded": _("threw a variant of the process away"),
        "replay_asked": _("asked for a replay"),
        "replayed": _("replayed the ladder over figures of the past"),
        "replay_given_up": _("gave a replay up"),
        "sweep_asked": _("asked for a sweep"),
        "swept": _("swept a grid of variants"),
        "sweep_given_up": _("gave a sweep up"),
        "ladder_drafted": _("made a variant a draft of the ladder"),
    }
