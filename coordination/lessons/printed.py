"""Prints of the lessons."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_page

print_page("lessons:list", _("Lessons"), "lessons.read", "lessons.")
