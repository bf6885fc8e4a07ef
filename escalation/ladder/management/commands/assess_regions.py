"""`manage.py assess_regions --on DATE`: what the rule says of every region, kept where new."""

import json
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from coordination.kit import clock
from coordination.kit.moments import refuse_far
from coordination.kit.refusals import Refusal
from escalation.ladder.queries.assessments import Outcome
from escalation.ladder.services.assessing import assess_regions
from escalation.ladder.wording import reason_of, said_of

FIGURE = ("indicator", "value", "from", "to", "known_at")


class Command(BaseCommand):
    help = "Assesses every region on a day by the ladder in force; keeps what is new."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", type=day_of, required=True, help="such as 2020-10-13")
        parser.add_argument(
            "--known-at", type=_moment, help="leave out what became known after this moment"
        )
        parser.add_argument("--ladder", default="", help="the code of another ladder, not kept")
        parser.add_argument("--json", action="store_true", help="one line of JSON per region")

    def handle(self, *args: Any, on: date, known_at: datetime | None, **options: Any) -> None:
        try:
            found = assess_regions(
                on=on, known_at=known_at, code=options["ladder"], by=None, at=clock.now()
            )
        except Refusal as refusal:
            raise CommandError(str(refusal.sentence)) from refusal
        show = _json if options["json"] else _words
        for outcome in found:
            self.stdout.write(show(outcome))


def _json(outcome: Outcome) -> str:
    said = said_of(outcome)
    said["figures"] = [{name: figure[name] for name in FIGURE} for figure in said["figures"]]
    return json.dumps(said, ensure_ascii=False)


def _words(outcome: Outcome) -> str:
    figures = (
        f"{figure.indicator} {figure.value:.1f} ({figure.start} / {figure.end})"
        for figure in outcome.verdict.figures
        if figure.value is not None
    )
    level = outcome.verdict.rank or "?"
    return f"{outcome.region.code} {level}  {'  '.join([*figures, reason_of(outcome)]).rstrip()}"


def day_of(text: str) -> date:
    """A day as it is typed behind an option."""
    try:
        day = date.fromisoformat(text)
        refuse_far(day)
    except (ValueError, ValidationError) as wrong:
        raise ArgumentTypeError(f"{text} is no date; write for example 2020-10-13") from wrong
    return day


def _moment(text: str) -> datetime:
    """A moment, or the end of a day, in local time where no zone is named."""
    try:
        if len(text) == len("2020-10-13"):
            text = f"{day_of(text)}T23:59:59.999999"
        moment = datetime.fromisoformat(text)
        return moment if moment.tzinfo else timezone.make_aware(moment)
    except (ValueError, OverflowError) as wrong:
        sentence = f"{text} is no moment; write for example 2020-10-13T18:00"
        raise ArgumentTypeError(sentence) from wrong
