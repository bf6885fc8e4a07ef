from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssignmentsConfig(AppConfig):
    name = "workgroups.assignments"
    label = "assignments"
    verbose_name = _("assignments")
    found_as = {"assignment": (_("Assignment"), "clipboard-list")}
    # of those below, what a webhook may tell outside
    told = ("circulated", "adopted")
    events = {
        "drafted": _("drafted a version of an assignment"),
        "changed": _("changed a draft of an assignment"),
        "discarded": _("threw a draft of an assignment away"),
        "circulated": _("circulated a version of an assignment"),
        "adopted": _("noted that a decision adopted an assignment"),
        "consultation_held": _("noted a consultation as held"),
        "consultation_reopened": _("noted a consultation as still to be held"),
    }
