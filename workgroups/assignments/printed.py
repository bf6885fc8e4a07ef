"""Prints of an assignment and of the list."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import Assignment

print_noun(11, Assignment, "assignments.read", name=_("Assignment"), parts="assignments.")
print_page("assignments:list", _("Assignments"), "assignments.read", "assignments.")
