"""Prints of a line of advice and of the lanes."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import AdviceRequest

print_noun(9, AdviceRequest, "advice.read", name=_("Advice line"), parts="advice.")
print_page("advice:list", _("Advice lines"), "advice.read", "advice.")
