"""`manage.py load_example [--on DATE] [--no-figures] [--yes-really]`."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from coordination.example.services import load_example
from coordination.kit import clock

LOOPBACK = {"localhost", "127.0.0.1", "[::1]"}


class Command(BaseCommand):
    help = "Adds the example's missing rows; what is there stays as it is."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=date.fromisoformat, help="the week of the first Monday")
        parser.add_argument(
            "--no-figures", action="store_false", dest="figures", help="leave made-up figures out"
        )
        parser.add_argument("--yes-really", action="store_true", help="also on a reachable host")

    def handle(self, *args: Any, on: date | None, yes_really: bool, **options: Any) -> None:
        figures: bool = options["figures"]
        others = sorted(set(settings.ALLOWED_HOSTS) - LOOPBACK)
        if others and not yes_really:
            raise CommandError(
                f"The example has known passwords and this installation answers to "
                f"{', '.join(others)}. Say --yes-really to load it all the same."
            )
        with translation.override(settings.LANGUAGE_CODE):
            shift = load_example(at=clock.now(), today=clock.today(), on=on, figures=figures)
        for note in shift.notes:
            self.stdout.write(note)
