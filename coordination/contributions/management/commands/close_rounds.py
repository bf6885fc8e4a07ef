"""`manage.py close_rounds`: what beat does every minute, once."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from coordination.contributions.services import close_due_rounds


class Command(BaseCommand):
    help = "Ends the written rounds whose moment has come; never twice."

    def handle(self, *args: Any, **options: Any) -> None:
        for contribution in close_due_rounds(at=timezone.now()):
            self.stdout.write(f"{contribution.number} {contribution.decision}")
