"""`manage.py backup FILE`."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.kit import clock
from coordination.kit.backup.refusals import BackupRefused
from coordination.kit.backup.services import make_backup


class Command(BaseCommand):
    help = "Writes database and files into one archive; others go on working meanwhile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            manifest = make_backup(target=file.resolve(), at=clock.machine_now())
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        size = file.stat().st_size / 1_000_000
        self.stdout.write(f"{file}: {len(manifest.files)} files, {size:.1f} MB")
