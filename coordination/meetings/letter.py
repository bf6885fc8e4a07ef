"""The report as a letter to one reader: what is mailed, and what is shown before it is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from coordination.mail.links import absolute

from .models import Meeting
from .report.readers import Reader
from .report.text import text_for, title_of


@dataclass(frozen=True)
class Part:
    """A block of a letter; a title stands above its lines, a sentence alone has none."""

    title: str
    text: str


@dataclass(frozen=True)
class Letter:
    subject: str
    text: str

    @property
    def parts(self) -> list[Part]:
        return [_part(block) for block in self.text.split("\n\n")]


def letter_for(reader: Reader, meeting: Meeting) -> Letter:
    """Her part of the report, her own points first, with the way to the rest."""
    intro = _("Draft report. Propose additions in Baken until it is adopted.")
    link = f"{_('Read on')}: {absolute(meeting.get_absolute_url())}"
    return Letter(
        subject=_("%(title)s (draft)") % {"title": title_of(reader.report)},
        text="\n\n".join((intro, text_for(reader), link)),
    )


def _part(block: str) -> Part:
    first, line, rest = block.partition("\n")
    return Part(first, rest) if line and rest.startswith("- ") else Part("", block)
