from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "coordination.meetings"
    label = "meetings"
    found_as = {
        "meeting": (_("Meeting"), "calendar-days"),
        "agendaitem": (_("Agenda item"), "list"),
    }
    # of those, what is seen with its meeting's dossier beside its own
    found_elsewhere_too = ("agendaitem",)
    # of those below, what a webhook may tell outside
    told = ("planned", "moved", "cancelled", "circulated", "circulation_taken_back", "adopted")
    # what stands in the timeline behind the name of who did it
    events = {
        "additions.proposed": _("proposed an addition"),
        "additions.settled": _("settled a proposed addition"),
        "agenda.settled_lower": _("settled an agenda item by officials"),
        "agenda.taken_up": _("took up an agenda item after all"),
        "agenda.difference_added": _("noted a point of difference"),
        "agenda.difference_removed": _("took a point of difference away"),
        "agenda.item_edited": _("changed an agenda item"),
        "agenda.item_moved": _("moved an agenda item"),
        "agenda.item_removed": _("removed an agenda item"),
        "agenda.item_restored": _("restored an agenda item"),
        "agenda.item_submitted": _("submitted an agenda item"),
        "agenda.item_referred": _("referred an agenda item to the next meeting"),
        "agenda.referral_taken_back": _("took a referral back"),
        "agenda.fed_back": _("fed an agenda item back"),
        "agenda.feedback_taken_back": _("took feedback back"),
        "agenda.ordered": _("ordered the agenda"),
        "agenda.paper_attached": _("attached a paper to an agenda item"),
        "agenda.paper_detached": _("took a paper off an agenda item"),
        "agenda.paper_supplied": _("supplied a paper for an agenda item"),
        "agenda.result_set": _("set the result of an agenda item"),
        "attendance.guest_added": _("added a guest"),
        "attendance.guest_removed": _("removed a guest"),
        "attendance.all_noted": _("noted everybody as present"),
        "attendance.picture_noted": _("noted the picture at the table"),
        "attendance.noted": _("noted who is there"),
        "entries.corrected": _("corrected a line"),
        "entries.moved": _("moved a line"),
        "entries.pasted": _("pasted lines"),
        "entries.removed": _("removed a line"),
        "entries.result_noted": _("noted a result in a line"),
        "entries.rewritten": _("rewrote a line"),
        "entries.split": _("split a line"),
        "entries.undone": _("undid a change of a line"),
        "entries.written": _("wrote a line"),
        "adopted": _("adopted the report"),
        "agreed": _("agreed with the report"),
        "cancelled": _("cancelled the meeting"),
        "circulated": _("circulated the report as draft"),
        "circulation_taken_back": _("took the circulation back"),
        "closed": _("closed the meeting"),
        "move_undone": _("undid the move of the meeting"),
        "moved": _("moved the meeting"),
        "moved_together": _("moved meetings together"),
        "moves_undone": _("undid the move of meetings"),
        "note_takers_named": _("named the note takers"),
        "opened": _("opened the meeting"),
        "papers_asked": _("asked for the meeting papers as a file"),
        "papers_fetched": _("fetched the meeting papers"),
        "papers_file_removed": _("removed an old file of meeting papers"),
        "papers_gathered": _("put the meeting papers together"),
        "papers_given_up": _("could not make the meeting papers"),
        "papers_made": _("made the meeting papers as a file"),
        "planned": _("planned the meeting"),
        "reopened": _("opened the meeting again"),
        "report_read": _("fetched the report"),
        "restored": _("restored the meeting"),
        "series_planned": _("planned a series of meetings"),
        "many_cancelled": _("cancelled meetings together"),
        "many_restored": _("restored meetings together"),
    }

    def ready(self) -> None:
        autodiscover_modules("hanging")
