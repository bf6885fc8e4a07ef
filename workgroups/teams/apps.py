from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "workgroups.teams"
    label = "teams"
    verbose_name = _("teams")
    found_as = {"team": (_("Team"), "users-round")}
    # of those below, what a webhook may tell outside
    told = ("proposed",)
    # what stands in the timeline behind the name of who did it
    events: dict[str, Promise] = {
        "proposed": _("proposed a team"),
        "member_added": _("named who takes part in a team"),
        "member_changed": _("changed how somebody takes part in a team"),
        "member_ended": _("ended how somebody takes part in a team"),
    }
