from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlanningConfig(AppConfig):
    name = "workgroups.planning"
    label = "planning"
    verbose_name = _("products and planning")
    found_as = {"product": (_("Product"), "package")}
    # of those below, what a webhook may tell outside
    told = ("product_delivered", "milestone_slipped")
    events = {
        "line_added": _("added an action line"),
        "line_changed": _("changed an action line"),
        "product_added": _("added a product"),
        "product_changed": _("changed a product"),
        "product_handed_over": _("handed a product over"),
        "handed_over_all": _("handed all products of a leaver over"),
        "product_started": _("began with a product"),
        "product_delivered": _("noted a product as delivered"),
        "product_reopened": _("opened a product again"),
        "product_dropped": _("dropped a product"),
        "version_supplied": _("supplied a version of a product"),
        "dependency_added": _("let a product wait for another"),
        "dependency_removed": _("no longer lets a product wait for another"),
        "milestone_added": _("added a milestone"),
        "milestone_changed": _("changed a milestone"),
        "milestone_removed": _("removed a milestone"),
        "milestone_moved": _("moved a milestone"),
        "milestone_slipped": _("moved a milestone to later"),
        "slip_taken_back": _("put a milestone back where it was"),
        "milestone_followed": _("moved a milestone with its meeting"),
        "milestone_reached": _("noted a milestone as reached"),
        "milestone_reopened": _("noted a milestone as not reached"),
        "estimate_added": _("added a budget estimate"),
        "estimate_changed": _("changed a budget estimate"),
        "estimate_removed": _("removed a budget estimate"),
        "import_read": _("read a planning from a file"),
        "imported": _("took over a planning from a file"),
    }
