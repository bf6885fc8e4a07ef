"""`manage.py deliver_webhooks`: the same delivery without a broker, once."""

from typing import Any

from django.core.management.base import BaseCommand

from coordination.kit import clock
from coordination.webhooks.delivery import deliver


class Command(BaseCommand):
    help = "Reads the record and sends what is due to webhooks."

    def handle(self, *args: Any, **options: Any) -> None:
        tally = deliver(clock=clock.now)
        counts = ", ".join(f"{count} {status.value}" for status, count in tally.items())
        self.stdout.write(counts or "nothing was due")
