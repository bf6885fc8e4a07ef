"""A stretch of days as it is planned: a date, half a month, a month, some months."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from coordination.kit.dates import Kind, read_due
from coordination.kit.refusals import Refusal
from coordination.kit.templatetags.ui import full_day

WORD = re.compile(r"\w")


class NoDays(Refusal):
    """What was typed names no days."""


@dataclass(frozen=True)
class Span:
    """From the first day to the last; `words` where it was not planned to the day."""

    starts_on: date
    due_on: date
    words: str = ""

    @property
    def label(self) -> str:
        """As it was planned: the words, or the day."""
        return self.words or full_day(self.due_on)


def read_span(typed: str, *, on: date) -> Span:
    """The days meant by `nov/dec`, `begin nov`, `dec – feb`, `12 december`, seen from the day `on`.

    Refuses what is no date, what holds more than a date, and a day that does not exist.
    """
    text = " ".join(typed.split())
    if len(text) > 80:
        raise NoDays(_("Say it in at most 80 characters, like nov/dec."), field="due")
    for lead in ("", "in "):
        whole = f"{lead}{text}"
        for read in read_due(whole, on=on):
            rest = whole[: read.start].removeprefix(lead) + whole[read.end :]
            if WORD.search(rest):
                continue
            if read.kind in (Kind.EXACT, Kind.FUZZY) and read.on and read.since and not read.past:
                return Span(read.since, read.on, text if read.fuzzy else "")
            if read.problem:
                raise NoDays(read.problem, field="due")
    sentence = _(
        "“%(words)s” is not read as a date. Type it like begin nov, nov/dec or 12-12-2020."
    )
    raise NoDays(sentence % {"words": text}, field="due")
