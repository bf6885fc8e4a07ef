"""Prints of what is known of a paper, and of the list."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import Paper

print_noun(14, Paper, "papers.read", name=_("Paper"))
print_page("papers:list", _("Papers"), "papers.read", "papers.")
