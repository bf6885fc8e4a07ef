from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdviceConfig(AppConfig):
    name = "workgroups.advice"
    label = "advice"
    verbose_name = _("advice line")
    found_as = {"advicerequest": (_("Advice line"), "route")}
    # of those below, what a webhook may tell outside
    told = ("started", "answered", "decision_linked", "withdrawn")
    # what stands in the timeline behind the name of who did it
    events = {
        "started": _("put a question on the advice line"),
        "edited": _("changed the words of an advice line"),
        "answered": _("noted the answer of an advice line"),
        "answer_taken_back": _("took the answer of an advice line back"),
        "decision_linked": _("noted the decision that advice led to"),
        "withdrawn": _("withdrew an advice line"),
        "resumed": _("took an advice line up again"),
        "stop_added": _("added a stop to an advice line"),
        "stop_changed": _("changed a stop of an advice line"),
        "stop_change_taken_back": _("took a change of a stop of an advice line back"),
        "stop_moved": _("moved a stop of an advice line with its meeting"),
        "stop_removed": _("removed a stop of an advice line"),
        "stop_restored": _("put a stop of an advice line back"),
        "put_on_agenda": _("put a stop of an advice line on the agenda"),
        "paper_added": _("put a paper with a stop"),
        "paper_removed": _("took a paper off a stop"),
        "route_kept": _("kept a usual route"),
        "route_removed": _("removed a usual route"),
    }
