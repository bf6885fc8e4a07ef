"""Prints of an action point and of the list."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import ActionPoint

print_noun(4, ActionPoint, "actions.read", name=_("Action point"))
print_page("actions:list", _("Action points"), "actions.read", "actions.actionpoint")
