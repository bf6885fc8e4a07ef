"""Prints of a product and of the planning."""

from django.utils.translation import gettext_lazy as _

from coordination.dossiers.printed import print_noun, print_page

from .models import Product

print_noun(8, Product, "planning.read", name=_("Product"))
print_page("planning:list", _("Planning"), "planning.read", "planning.")
