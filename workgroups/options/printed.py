"""Prints of a question with variants and of the list."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import OptionSet

print_noun(10, OptionSet, "options.read", name=_("Question with variants"), parts="options.")
print_page("options:list", _("Variants"), "options.read", "options.")
