from django.apps import AppConfig
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TeamsConfig(AppConfig):
    name = "workgroups.teams"
    label = "teams"
    verbose_name = _("teams")
    found_as = {"team": (_("Team"), "users-round")}
    # of those below, what a webhook may tell outside
    told = ("proposed", "step_taken", "wound_up")
    # what stands in the timeline behind the name of who did it
    events: dict[str, Promise] = {
        "proposed": _("proposed a team"),
        "changed": _("changed a team"),
        "step_taken": _("took a step in the life of a team"),
        "step_taken_back": _("took a step in the life of a team back"),
        "wound_up": _("wound up a team"),
        "member_added": _("named who takes part in a team"),
        "member_changed": _("changed how somebody takes part in a team"),
        "member_ended": _("ended how somebody takes part in a team"),
        "member_replaced": _("let somebody else take part in a team"),
        "track_added": _("added a track to a team"),
        "track_changed": _("changed a track of a team"),
        "people_asked": _("asked an organisation for people"),
        "request_settled": _("answered or withdrew a request for people"),
        "request_reopened": _("opened a request for people again"),
        "template_kept": _("kept a template of teams"),
        "template_removed": _("removed a template of teams"),
    }
