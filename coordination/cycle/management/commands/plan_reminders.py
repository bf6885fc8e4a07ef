"""`manage.py plan_reminders`: what beat does every minute, once."""

from typing import Any

from django.core.management.base import BaseCommand

from coordination.cycle.services.reminders.planning import plan_reminders
from coordination.kit import clock


class Command(BaseCommand):
    help = "Plans the reminders of the next 24 hours; never twice."

    def handle(self, *args: Any, **options: Any) -> None:
        plan = plan_reminders(at=clock.now())
        self.stdout.write(f"{plan.reminders} reminders planned, {plan.withdrawn} taken back")
