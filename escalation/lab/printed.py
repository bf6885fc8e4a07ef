"""Prints of what is tried in the lab."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun

from .models import Replay, Variant

print_noun(13, Replay, "lab.read", name=_("Replay"))
print_noun(15, Variant, "lab.read", name=_("Variant of the ladder"))
