"""Indicators and levels as the reader calls them."""

from django.utils.translation import get_language

from escalation.regions.models import Indicator


def indicator_names() -> dict[str, str]:
    """By code, in the language of the reader."""
    name = "name_nl" if speaks_dutch() else "name_en"
    return dict(Indicator.objects.values_list("code", name))


def speaks_dutch() -> bool:
    return (get_language() or "nl").startswith("nl")
