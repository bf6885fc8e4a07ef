"""`manage.py first_administrator EMAIL NAME --organisation CODE`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.kit import clock
from coordination.kit.refusals import Refusal
from coordination.people.services.first import make_first_administrator


class Command(BaseCommand):
    help = "Makes the first two administrators of an empty installation, one per call."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("name")
        parser.add_argument("--organisation", required=True, help="code; made when it is missing")

    def handle(self, *args: Any, email: str, name: str, organisation: str, **more: Any) -> None:
        try:
            link = make_first_administrator(
                email=email, name=name, organisation=organisation, at=clock.now()
            )
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(f"Open this link within three days to choose a password:\n{link}")
