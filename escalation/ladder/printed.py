"""Prints of the ladder: the country, the weeks, the one A4, and a version of it."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import Ladder

print_noun(6, Ladder, "ladder.read", name=_("Version of the ladder"))
print_page("ladder:overview", _("Escalation ladder"), "ladder.read", "ladder.")
print_page("ladder:heat", _("By week"), "ladder.read", "ladder.")
print_page("ladder:ladders", _("Versions of the ladder"), "ladder.read", "ladder.ladder")
