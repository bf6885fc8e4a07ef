"""`manage.py import_observations FILE... [--known-at T] [--whole|--valid-rows] [--json]`.

With `--waiting` it reads what was uploaded, as a worker does.
"""

import json
import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import datetime
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.kit import clock
from coordination.kit.refusals import Refusal
from coordination.kit.work import WorkStatus
from escalation.regions.models import ObservationImport
from escalation.regions.queries import report_of
from escalation.regions.reading.values import Wrong, moment
from escalation.regions.services import UploadFacts, import_file, run_waiting


class Command(BaseCommand):
    help = (
        "Reads files of figures: RIVM's open data as they are, or rows of date, region, "
        "indicator, value. The same file twice adds nothing; what was corrected is added."
    )
    # the checks load every page of the application, which is most of the memory this would take
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="*", type=Path, metavar="FILE")
        parser.add_argument(
            "--waiting", action="store_true", help="what was uploaded and waits, without a worker"
        )
        parser.add_argument(
            "--known-at", type=_moment, help="when these were known, where a file does not say"
        )
        rows = parser.add_mutually_exclusive_group()
        rows.add_argument("--whole", action="store_true", default=True, help="all rows or none")
        rows.add_argument("--valid-rows", action="store_true", help="the rows that are right")
        parser.add_argument(
            "--replace-generated", action="store_true", help="also where figures were generated"
        )
        parser.add_argument("--json", action="store_true", help="a line of JSON per file")

    def handle(self, *args: Any, files: list[Path], **options: Any) -> None:
        if options["waiting"]:
            done = run_waiting(clock=clock.now, stop=lambda: False)
            self.stdout.write(f"{done} uploaded files read")
        elif not files:
            raise CommandError("Name the files to read, or say --waiting.")
        facts = UploadFacts(
            whole=not options["valid_rows"],
            known_at=options["known_at"],
            replace_generated=options["replace_generated"],
        )
        refused = [path.name for path in files if not self._read(path, facts, options["json"])]
        if refused:
            raise CommandError(f"Nothing was added of {', '.join(refused)}.")

    def _read(self, path: Path, facts: UploadFacts, as_json: bool) -> bool:
        try:
            size = path.stat().st_size
            done = import_file(
                path=path,
                facts=facts,
                by=None,
                clock=clock.now,
                progress=lambda read, rows: self._tell(path, read, size),
            )
        except (OSError, Refusal) as trouble:
            said = trouble.strerror if isinstance(trouble, OSError) else trouble
            raise CommandError(f"{path}: {said}") from trouble
        self._tell(path, size, size, last=True)
        self._report(done, as_json=as_json)
        return done.status == WorkStatus.DONE

    def _tell(self, path: Path, read: int, size: int, *, last: bool = False) -> None:
        if sys.stderr.isatty():
            share = 100 * read // size if size else 100
            self.stderr.write(f"\r{path.name}: {share:3}%", ending="\n" if last else "")

    def _report(self, done: ObservationImport, *, as_json: bool) -> None:
        report = report_of(done)
        if as_json:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        self.stdout.write(
            f"{done.name}: {done.get_status_display()}; {done.rows_read:,} rows read, "
            f"{done.added:,} figures added, {done.revised:,} revised, "
            f"{done.unchanged:,} unchanged, {done.skipped:,} rows skipped"
        )
        if done.replaced:
            self.stdout.write(f"  {done.replaced:,} generated figures gave way")
        for warning in report["warnings"]:
            self.stdout.write(f"  look: {warning['sentence']}")
        for problem in report["problems"]:
            where = f"line {problem['line']}" if problem["line"] else "file"
            self.stdout.write(f"  {where}: {problem['sentence']}")
        if any(problem["reason"] == "generated" for problem in report["problems"]):
            self.stdout.write("  with --replace-generated they do")
        if report["not_listed"]:
            self.stdout.write(f"  and {report['not_listed']:,} more")
        if report["gave_up"]:
            self.stdout.write("  reading stopped here; there may be more")


def _moment(text: str) -> datetime:
    try:
        return moment(text if len(text) > 10 else f"{text} 00:00:00")
    except Wrong as wrong:
        raise ArgumentTypeError(f"“{text}” is no moment; write 2020-12-31 10:00") from wrong
