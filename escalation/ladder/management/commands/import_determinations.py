"""`manage.py import_determinations FILE... [--whole|--valid-rows] [--replace] [--json]`."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.kit import clock
from coordination.kit.refusals import Refusal
from escalation.ladder.services.importing import Imported, NotImported, import_determinations


class Command(BaseCommand):
    help = (
        "Reads lists of levels that were set elsewhere: rows of date, region, level, basis, "
        "source. They become historic determinations; the same file twice adds nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        rows = parser.add_mutually_exclusive_group()
        rows.add_argument("--whole", action="store_true", default=True, help="all rows or none")
        rows.add_argument("--valid-rows", action="store_true", help="the rows that are right")
        parser.add_argument(
            "--replace", action="store_true", help="where a list said another level before"
        )
        parser.add_argument("--json", action="store_true", help="a line of JSON per file")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        refused = [path.name for path in files if not self._read(path, options)]
        if refused:
            raise CommandError(f"Nothing was added of {', '.join(refused)}.")

    def _read(self, path: Path, options: dict[str, Any]) -> bool:
        try:
            with path.open("rb") as file:
                done = import_determinations(
                    file=file,
                    name=path.name,
                    whole=not options["valid_rows"],
                    replace=options["replace"],
                    by=None,
                    at=clock.now(),
                )
        except NotImported as refusal:
            self._report(path, refusal.imported, as_json=options["json"])
            return False
        except (OSError, Refusal) as trouble:
            said = trouble.strerror if isinstance(trouble, OSError) else trouble.sentence
            raise CommandError(f"{path}: {said}") from trouble
        self._report(path, done, as_json=options["json"])
        return True

    def _report(self, path: Path, done: Imported, *, as_json: bool) -> None:
        if as_json:
            said = {"file": path.name, **asdict(done)}
            self.stdout.write(json.dumps(said, ensure_ascii=False, default=str))
            return
        self.stdout.write(
            f"{path.name}: {done.rows} rows, {done.added} added, {done.replaced} replaced, "
            f"{done.unchanged} stood there already, {done.skipped} skipped"
        )
        for trouble in done.troubles:
            self.stdout.write(f"  line {trouble.line}: {trouble.sentence}")
