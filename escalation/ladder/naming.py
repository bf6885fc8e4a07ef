"""Indicators and bounds as the reader calls them."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language

from escalation.regions.models import Indicator


def indicator_names() -> dict[str, str]:
    """By code, in the language of the reader."""
    name = "name_nl" if speaks_dutch() else "name_en"
    return dict(Indicator.objects.values_list("code", name))


def speaks_dutch() -> bool:
    return (get_language() or "nl").startswith("nl")


def amount(value: Decimal) -> str:
    """A bound as it is written in the language of the reader."""
    return number_format(f"{value:f}", force_grouping=True)
