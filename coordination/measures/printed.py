"""Prints of a measure and of the list."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import Measure

print_noun(12, Measure, "measures.read", name=_("Measure"))
print_page("measures:list", _("Measures"), "measures.read", "measures.")
