"""`manage.py plan_cycle --until DATE`."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.cycle.models import Cadence
from coordination.cycle.services.planning import NothingToPlan, Planned, plan_cadence
from coordination.kit import clock
from coordination.kit.refusals import Refusal


def a_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise ArgumentTypeError(
            f"{text} is no day of the calendar; write for example 2026-12-31."
        ) from wrong


class Command(BaseCommand):
    help = "Plans the cycles, meetings and deadlines of every cadence ahead; never twice."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--until", type=a_day, required=True)

    def handle(self, *args: Any, until: date, **options: Any) -> None:
        for cadence in Cadence.objects.filter(dossier__closed_at=None).order_by("anchor", "pk"):
            try:
                planned = plan_cadence(cadence=cadence, until=until, by=None, at=clock.now())
            except NothingToPlan as nothing:
                self.stdout.write(str(nothing.sentence))
            except Refusal as refusal:
                raise CommandError(str(refusal.sentence)) from refusal
            else:
                self._tell(cadence, planned)

    def _tell(self, cadence: Cadence, planned: Planned) -> None:
        self.stdout.write(
            f"{cadence.name}: {len(planned.cycles)} cycles, {len(planned.meetings)} meetings, "
            f"{len(planned.deadlines)} deadlines"
        )
        for day, what, why in planned.closed:
            self.stdout.write(f"  {day:%d-%m-%Y} {what}: {why}")
