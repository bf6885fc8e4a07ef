"""`manage.py make_load --scale N [--yes-really]`."""

import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from coordination.example.bulk import Load, make_load
from coordination.kit import clock
from coordination.kit.refusals import Refusal


class Command(BaseCommand):
    help = "Fills an empty database with made-up rows, to measure; 100 is a hundredfold year."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scale", type=int, default=1, help="units of 1,000 action points")
        parser.add_argument("--yes-really", action="store_true", help="also where DEBUG is off")

    def handle(self, *args: Any, scale: int, yes_really: bool, **options: Any) -> None:
        if scale < 1:
            raise CommandError("The scale is a whole number from 1.")
        if not settings.DEBUG and not yes_really:
            raise CommandError(
                "DEBUG is off, so this may be an installation in use, and what is recorded stays "
                "for ever. Say --yes-really to fill it with made-up rows all the same."
            )
        load, started = Load(scale=scale, now=clock.now()), time.monotonic()
        with translation.override(settings.LANGUAGE_CODE):
            try:
                for name in make_load(load):
                    self.stdout.write(f"{name}, after {time.monotonic() - started:.0f} s")
            except Refusal as refusal:
                raise CommandError(str(refusal.sentence)) from refusal
        self.stdout.write(", ".join(f"{count:,} {name}" for name, count in load.made.items()))
