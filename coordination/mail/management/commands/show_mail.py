"""`manage.py show_mail ADDRESS`: account mail for who cannot sign in to read it there."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.mail.queries import is_read_at_the_terminal, last_account_mail


class Command(BaseCommand):
    help = "Shows the last account mail to an address, where no relay and no production is set."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address")

    def handle(self, *args: Any, address: str, **options: Any) -> None:
        if not is_read_at_the_terminal():
            raise CommandError("Mail leaves from here (EMAIL_URL), or this is production.")
        found = last_account_mail(address)
        if found is None:
            raise CommandError("No account mail to this address from the last hour.")
        self.stdout.write(f"{found.subject}\n\n{found.body}")
