"""Saving a noun whose earlier states are kept."""

from datetime import datetime
from typing import Any

from django.db import models


def save_as(noun: models.Model, *, by: Any, at: datetime, history: bool = True) -> None:
    """Save `noun`; its history row, if any, carries the person and the moment of the deed."""
    noun._history_user, noun._history_date = by, at  # type: ignore[attr-defined]  # put there by simple_history
    if not history:
        noun.skip_history_when_saving = True  # type: ignore[attr-defined]  # put there by simple_history
    try:
        noun.save()
    finally:
        if not history:
            del noun.skip_history_when_saving  # type: ignore[attr-defined]  # put there by simple_history
