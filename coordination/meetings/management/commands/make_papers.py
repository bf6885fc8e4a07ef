from typing import Any

from django.core.management.base import BaseCommand

from coordination.kit import clock
from coordination.meetings.services.papers_files import make_waiting


class Command(BaseCommand):
    help = "Make the files of meeting papers that wait; a worker does this by itself."

    def handle(self, **options: Any) -> None:
        done = make_waiting(clock=clock.now, stop=lambda: False)
        self.stdout.write(f"{done} made")
