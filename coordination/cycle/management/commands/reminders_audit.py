"""`manage.py reminders_audit`: exit 0 where all holds, 1 where something does not."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from coordination.cycle.services.reminders.auditing import audit_reminders
from coordination.kit import clock


class Command(BaseCommand):
    help = "Checks that every reminder that fell was planned, left and ended once."

    def handle(self, *args: Any, **options: Any) -> None:
        found = audit_reminders(at=clock.now())
        self.stdout.write(
            f"{found.planned} planned, {found.missing} missing, {found.adrift} without message, "
            f"{found.overdue} overdue, {found.stuck} past their lease, "
            f"{found.uncertain} uncertain"
        )
        if not found.hold:
            sys.exit(1)
