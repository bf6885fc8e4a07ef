from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContributionsConfig(AppConfig):
    name = "coordination.contributions"
    label = "contributions"
    found_as = {"contribution": (_("Request for input"), "inbox")}
    # of those below, what a webhook may tell outside
    told = ("asked", "closed", "withdrawn", "decided")
    # what stands in the timeline behind the name of who did it
    events = {
        "asked": _("asked organisations for input"),
        "replied": _("replied to a request for input"),
        "reply_withdrawn": _("took a reply back"),
        "reminded": _("reminded who had not replied"),
        "reminder_taken_back": _("took a reminder back"),
        "closed": _("closed a request for input"),
        "withdrawn": _("withdrew a request for input"),
        "decided": _("ended a written round with a decision"),
    }
