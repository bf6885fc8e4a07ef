from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ActionsConfig(AppConfig):
    name = "coordination.actions"
    label = "actions"
    found_as = {"actionpoint": (_("Action point"), "square-check")}
    # of those below, what a webhook may tell outside
    told = ("opened", "added", "completed", "reopened", "moved", "handed_over", "dropped")
    # what stands in the timeline behind the name of who did it
    events = {
        "many_completed": _("marked several action points as done"),
        "many_moved": _("moved several action points"),
        "many_handed_over": _("handed several action points over"),
        "many_undone": _("undid a change of several action points"),
        "drafted": _("wrote an action point"),
        "rewritten": _("rewrote an action point"),
        "discarded": _("took an action point out of the minutes"),
        "opened": _("circulated an action point"),
        "taken_back": _("took the circulation of an action point back"),
        "added": _("added an action point"),
        "completed": _("reported an action point as done"),
        "reopened": _("opened an action point again"),
        "moved": _("moved an action point"),
        "later": _("said when an action point comes"),
        "handed_over": _("handed an action point over"),
        "handed_over_all": _("handed all action points of a leaver over"),
        "changed": _("changed an action point in the list"),
        "split": _("split an action point"),
        "dropped": _("dropped an action point"),
        "restored": _("restored an action point"),
        "confirmed": _("confirmed an action point"),
        "reserved": _("kept a reservation on an action point"),
        "asked": _("asked the organisations of an action point for input"),
        "reported": _("reported on a part of an action point"),
        "commented": _("made a remark on an action point"),
        "undone": _("undid the last change of an action point"),
    }
