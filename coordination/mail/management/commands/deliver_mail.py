"""`manage.py deliver_mail [--once|--loop]`: the same delivery without a broker."""

import logging
import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, connection

from coordination.kit import clock
from coordination.kit.processes import manners
from coordination.mail.delivery import deliver

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Sends the mail that is due: once (the default), or until it is stopped."

    def add_arguments(self, parser: ArgumentParser) -> None:
        how = parser.add_mutually_exclusive_group()
        how.add_argument("--once", action="store_true", help="send what is due and stop")
        how.add_argument("--loop", action="store_true", help="look again every few seconds")
        parser.add_argument("--every", type=float, default=5.0, help="seconds between two looks")

    def handle(self, *args: Any, loop: bool, every: float, **options: Any) -> None:
        stopped = threading.Event()
        if loop:
            manners.give_way()
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set():
            try:
                tally = deliver(clock=clock.now, stop=stopped.is_set)
            except Error:
                if not loop:
                    raise
                # a database that restarts is back in a moment, and every row stands as it stood
                logger.exception("mail.database_away")
                connection.close()
                stopped.wait(every)
                continue
            if tally or not loop:
                counts = ", ".join(f"{count} {status.value}" for status, count in tally.items())
                self.stdout.write(counts or "nothing was due")
            if not loop:
                break
            connection.close_if_unusable_or_obsolete()
            stopped.wait(every)
