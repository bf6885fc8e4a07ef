"""Prints of the ladder: the country, the weeks and the one A4."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_page

print_page("ladder:overview", _("Escalation ladder"), "ladder.read", "ladder.")
print_page("ladder:heat", _("By week"), "ladder.read", "ladder.")
