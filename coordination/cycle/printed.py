"""Prints of the cycle, the month and what is due."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_page

PLANNED = ("cycle.", "meetings.meeting")

print_page("cycle:cycle", _("Cycle"), "cycle.read", *PLANNED)
print_page("cycle:month", _("Month"), "cycle.read", *PLANNED)
print_page("cycle:deadlines", _("Deadlines"), "cycle.read", "cycle.")
print_page("cycle:settled", _("Up or settled"), "cycle.read", "meetings.agendaitem")
print_page("due:list", _("Deadlines"), "cycle.read", "actions.actionpoint", *PLANNED)
