from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class CycleConfig(AppConfig):
    name = "coordination.cycle"
    label = "cycle"
    # what stands in the timeline behind the name of who did it
    events = {
        "cadence_added": _("added a cadence"),
        "cadence_changed": _("changed a cadence"),
        "slot_added": _("added a slot to a cadence"),
        "slot_changed": _("changed a slot of a cadence"),
        "slot_removed": _("took a slot off a cadence"),
        "planned": _("planned a cadence ahead"),
        "outside_added": _("added a calendar of others"),
        "outside_renamed": _("renamed a calendar of others"),
        "outside_removed": _("took a calendar of others away"),
        "outside_imported": _("imported a calendar of others"),
        "import_undone": _("undid an import of a calendar"),
        "skipped": _("skipped a cycle"),
        "resumed": _("took a skipped cycle up again"),
        "deadline_set": _("set a deadline"),
        "deadline_changed": _("changed a deadline"),
        "deadline_adjusted": _("changed a deadline"),
        "deadline_undone": _("took back a change of a deadline"),
        "event_moved": _("moved an event of a cycle"),
        "meeting_inserted": _("inserted a meeting in a cycle"),
        "insert_undone": _("took an inserted meeting back"),
        "places_moved": _("moved places of a cycle together"),
        "places_put_back": _("put places of a cycle back"),
        "deadline_moved": _("moved a deadline with its meeting"),
        "deadline_met": _("noted a deadline as met"),
        "deadline_reopened": _("opened a deadline again"),
        "rule_added": _("added a rule for reminders"),
        "rule_changed": _("changed a rule for reminders"),
        "put_off": _("put reminders off"),
        "raised": _("raised what is late"),
    }

    def ready(self) -> None:
        # apps above register what is due of theirs
        autodiscover_modules("due_kinds")
