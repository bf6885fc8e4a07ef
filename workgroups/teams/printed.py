"""Prints of a team and of the lists."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import Team

print_noun(7, Team, "teams.read", name=_("Team"), parts="teams.")
print_page("teams:list", _("Teams"), "teams.read", "teams.")
print_page("teams:places", _("Who is where"), "teams.read", "teams.")
print_page("teams:radar", _("Radar"), "teams.read", "teams.", "planning.")
