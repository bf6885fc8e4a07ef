from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DecisionsConfig(AppConfig):
    name = "coordination.decisions"
    label = "decisions"
    found_as = {"decision": (_("Decision"), "gavel")}
    # of those below, what a webhook may tell outside
    told = (
        "circulated",
        "recorded",
        "recorded_outside_meeting",
        "amended",
        "freed",
        "replacement_confirmed",
    )
    # what stands in the timeline behind the name of who did it
    events = {
        "drafted": _("wrote a decision"),
        "rewritten": _("rewrote a decision"),
        "discarded": _("took a decision out of the minutes"),
        "circulated": _("circulated a decision"),
        "taken_back": _("took the circulation of a decision back"),
        "recorded": _("recorded a decision"),
        "recorded_outside_meeting": _("recorded a decision outside a meeting"),
        "amended": _("changed a decision"),
        "amendment_undone": _("took back a change of a decision"),
        "freed": _("published what was decided"),
        "replacement_proposed": _("proposed to replace a decision"),
        "replacement_confirmed": _("confirmed the replacement of a decision"),
        "replacement_withdrawn": _("withdrew the replacement of a decision"),
    }
