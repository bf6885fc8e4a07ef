"""`manage.py compare_levels`: each level that was set beside what the rule gives for that day."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from escalation.ladder.management.commands.assess_regions import day_of
from escalation.ladder.queries.comparing import Against, Compared, comparable, compared, counted


class Command(BaseCommand):
    help = (
        "Prints every determination that the rule gives another level for, and how many agree, "
        "were set lower and were set higher. What was only inferred is left out."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--from", type=day_of, dest="first", help="such as 2020-09-18")
        parser.add_argument("--to", type=day_of, dest="last", help="the last day, included")
        parser.add_argument("--inferred", action="store_true", help="also what was only inferred")
        parser.add_argument("--all", action="store_true", help="also those that agree")
        parser.add_argument("--json", action="store_true", help="one line of JSON each")

    def handle(self, *args: Any, first: date | None, last: date | None, **options: Any) -> None:
        rows = comparable(None, first=first, last=last, inferred=options["inferred"])
        found = compared(rows)
        show = _json if options["json"] else _words
        for one in found:
            if options["all"] or one.against != Against.SAME:
                self.stdout.write(show(one))
        counts = {against.value: number for against, number in counted(found).items()}
        if options["json"]:
            self.stdout.write(json.dumps({"determinations": len(found), **counts}))
        else:
            said = ", ".join(f"{number} {name}" for name, number in counts.items())
            self.stdout.write(f"{len(found)} determinations: {said}")


def _json(one: Compared) -> str:
    return json.dumps({
        "region": one.row.region.code, "on": str(one.on), "ladder": one.ladder.code,
        "rule": one.verdict.rank, "level": one.level.rank, "against": one.against.value,
        "basis": one.row.basis,
        "figures": {
            figure.indicator: None if figure.value is None else float(figure.value)
            for figure in one.verdict.figures
        },
    })  # fmt: skip


def _words(one: Compared) -> str:
    figures = " ".join(
        f"{figure.indicator} {figure.value:.1f}"
        for figure in one.verdict.figures
        if figure.value is not None
    )
    rule = one.verdict.rank or "?"
    return (
        f"{one.on} {one.row.region.code} {one.ladder.code}: rule {rule} ({figures}), "
        f"set {one.level.rank}: {one.against.value}"
    )
