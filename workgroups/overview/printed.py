"""Prints of the overview."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_page

WHAT = ("dossiers.dossier", "decisions.", "actions.actionpoint", "teams.", "planning.", "advice.")

print_page("overview:overview", _("Overview"), "overview.read", *WHAT)
print_page("overview:per_ministry", _("Per ministry"), "overview.read", *WHAT)
print_page("overview:per_sector", _("Per sector"), "overview.read", *WHAT)
