"""`manage.py restore FILE [--yes]`."""

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coordination.kit.backup.refusals import BackupRefused
from coordination.kit.backup.services import restore_backup
from coordination.kit.processes.installation import CannotStart, Installation


class Command(BaseCommand):
    help = "Puts a backup in the place of an empty database; mail is then held."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="replace what is there")

    def handle(self, *args: Any, file: Path, yes: bool, **options: Any) -> None:
        installation = Installation(Path(settings.VAR_DIR))
        installation.prepare()
        try:
            lock = installation.lock(patience=0)
            manifest = restore_backup(source=file, replace=yes)
            os.close(lock)
        except (BackupRefused, CannotStart) as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Restored what was kept on {manifest.made_at}.")
        self.stdout.write("Mail is on hold until somebody releases it on the operator's page.")
