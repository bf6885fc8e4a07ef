"""`manage.py messages update | add | check | compile`: the Dutch texts of the application."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from coordination.kit.messages.catalogue import (
    bring_up_to_date,
    compile_catalogue,
    locked_catalogue,
    put,
    read_catalogue,
)
from coordination.kit.messages.checks import find_faults
from coordination.kit.messages.extract import find_texts
from coordination.kit.messages.pairs import UnreadableLine, parse_pairs

ROOT = Path(__file__).resolve().parents[4]


class Command(BaseCommand):
    help = "Keeps the Dutch texts: update from the code, add pairs from stdin, check, compile."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        update = verbs.add_parser("update", help="take in what the code says")
        update.add_argument("--prune", action="store_true", help="drop what it no longer says")
        verbs.add_parser("add", help="English<TAB>Dutch lines from stdin; one|many, context^text")
        verbs.add_parser("check", help="fail on missing, fuzzy, obsolete or differing texts")
        verbs.add_parser("compile", help="write the .mo")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        match verb:
            case "update":
                self._update(prune=options["prune"])
            case "add":
                self._add(sys.stdin.read())
            case "check":
                self._check()
            case _:
                compile_catalogue(ROOT, read_catalogue(ROOT))

    def _update(self, *, prune: bool) -> None:
        with locked_catalogue(ROOT) as catalogue:
            bring_up_to_date(catalogue, find_texts(ROOT), prune=prune)

    def _add(self, lines: str) -> None:
        try:
            pairs = parse_pairs(lines)
        except UnreadableLine as error:
            raise CommandError(str(error)) from error
        with locked_catalogue(ROOT) as catalogue:
            for text, translation in pairs:
                put(catalogue, text, translation)
        self.stdout.write(f"{len(pairs)} texts added")

    def _check(self) -> None:
        texts = list(find_texts(ROOT))
        faults = list(find_faults(read_catalogue(ROOT), texts))
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} texts need attention")
        self.stdout.write(f"{len(texts)} texts are complete in both languages")
