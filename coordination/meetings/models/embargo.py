"""What is under embargo leaves the government nowhere: the one rule, for rows and for reports."""

from datetime import datetime

from django.db.models import Q

LINE = ("item__dossier__", "decision__", "action_point__decision__")
"""What holds a line back: its item's dossier, its decision, the decision its point carries out."""


def under_embargo(at: datetime, *ways: str) -> Q:
    """Held back at `at`; each of `ways` leads to a dossier or a decision, with two underscores."""
    held = Q()
    for way in ways or ("",):
        held |= Q((f"{way}embargo_until__gt", at))
    return held
