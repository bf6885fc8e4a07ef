"""`manage.py close_rounds`: what beat does every minute, once."""

from typing import Any

from django.core.management.base import BaseCommand

from coordination.contributions.services import close_due_rounds
from coordination.kit import clock


class Command(BaseCommand):
    help = "Ends the written rounds whose moment has come; never twice."

    def handle(self, *args: Any, **options: Any) -> None:
        for contribution in close_due_rounds(at=clock.now()):
            self.stdout.write(f"{contribution.number} {contribution.decision}")
