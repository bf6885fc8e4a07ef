"""`manage.py hold_mail --reason TEXT`: a restore does so, and an operator without a page can."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from coordination.kit import clock
from coordination.mail.services.holding import AlreadyHeld, hold_all


class Command(BaseCommand):
    help = "Holds all mail until somebody releases it on the operator's page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reason", required=True)

    def handle(self, *args: Any, reason: str, **options: Any) -> None:
        try:
            hold_all(reason=reason, by=None, at=clock.now())
        except AlreadyHeld as refusal:
            self.stdout.write(str(refusal))
