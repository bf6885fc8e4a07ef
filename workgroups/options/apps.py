from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OptionsConfig(AppConfig):
    name = "workgroups.options"
    label = "options"
    verbose_name = _("options")
    found_as = {"optionset": (_("Question with variants"), "scale")}
    # of those below, what a webhook may tell outside
    told = ("started", "consulted", "chosen", "choice_taken_back")
    # what stands in the timeline behind the name of who did it
    events = {
        "started": _("asked a question with variants"),
        "edited": _("changed a question with variants"),
        "consulted": _("consulted others about variants"),
        "variant_added": _("added a variant"),
        "variant_edited": _("changed a variant"),
        "variant_removed": _("removed a variant"),
        "variant_restored": _("put a variant back"),
        "remark_added": _("made a remark about variants"),
        "remark_taken_back": _("took a remark back"),
        "chosen": _("chose a variant"),
        "choice_taken_back": _("took the choice of a variant back"),
        "pilot_added": _("added a pilot"),
        "pilot_edited": _("changed a pilot"),
        "pilot_removed": _("removed a pilot"),
        "pilot_restored": _("put a pilot back"),
    }
