"""Prints of a decision and of the register."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import Decision

print_noun(3, Decision, "decisions.read", name=_("Decision"))
print_page("decisions:list", _("Decisions"), "decisions.read", "decisions.decision")
