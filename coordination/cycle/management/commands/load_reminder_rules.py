"""`manage.py load_reminder_rules`: the rules to begin with, for what has none yet."""

from typing import Any

from django.core.management.base import BaseCommand

from coordination.cycle.services.reminders.defaults import load_rules
from coordination.kit import clock


class Command(BaseCommand):
    help = "Adds the standard rules for reminders of every kind that has no rule yet."

    def handle(self, *args: Any, **options: Any) -> None:
        made = load_rules(at=clock.now())
        self.stdout.write(f"{len(made)} rules added" if made else "there are rules already")
