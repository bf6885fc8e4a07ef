"""The report as a letter to one reader: what is mailed, and what is shown before it is."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coordination.actions.queries.answering import answer_lines
from coordination.mail.foretelling import foretell, is_reached, is_told_all
from coordination.mail.kinds import Notice, Rendered, part_in
from coordination.mail.links import absolute

from .models import Meeting
from .report.readers import Reader
from .report.text import local, text_for, title_of


@dataclass(frozen=True)
class Part:
    """A block of a letter; a title stands above its lines, a sentence alone has none."""

    title: str
    text: str


@dataclass(frozen=True)
class Letter:
    """`is_notice` where she gets only that something waits for her."""

    subject: str
    text: str
    is_notice: bool = False

    @property
    def parts(self) -> list[Part]:
        return [_part(block) for block in self.text.split("\n\n")]


@dataclass(frozen=True)
class Addressed:
    """A reader of the report, and whether mail reaches her and tells her all of it."""

    reader: Reader
    reached: bool
    told_all: bool


def letter_for(
    reader: Reader, meeting: Meeting, *, answered_at: datetime | None = None
) -> Rendered:
    """Her part of the report, her own points first, with the way to the rest.

    With `answered_at`, the moment it was queued, her points carry the links by which she alone
    answers; who looks at the letter before it is sent is shown none.

    What stands in a classified dossier is named by its number only: that text goes in no mail.
    """
    reader, left_out = _mailable(reader)
    links = answers_in(reader, at=answered_at) if answered_at else {}
    intro = _("Draft report. Propose additions in Baken until it is adopted.")
    link = _("Read on") + f": {absolute(meeting.get_absolute_url())}"
    return Rendered(
        subject=_("%(title)s (draft)") % {"title": title_of(reader.report)},
        text="\n\n".join(filter(None, (intro, text_for(reader, links), left_out, link))),
        notice=Notice(
            number=title_of(reader.report),
            moment=local(reader.report.starts_at),
            path=meeting.get_absolute_url(),
        ),
    )


def answers_in(reader: Reader, *, at: datetime) -> dict[str, list[str]]:
    """The links of her own points in this report."""
    ids = set(reader.ids)
    carried = (point.id for point in reader.report.carried if ids & set(point.owners))
    own = {line.point for line in reader.report.points_of(*reader.ids)} | set(carried)
    return answer_lines(reader.recipient, own, at=at)


def foretold_letter(reader: Reader, meeting: Meeting) -> Letter:
    """The letter as this reader would get it now: all of it, or a notice."""
    found = foretell(
        reader.recipient, lambda: letter_for(reader, meeting), dossier=meeting.dossier_id
    )
    return Letter(found.subject, found.text, found.is_notice)


def addressed(reader: Reader, meeting: Meeting, *, at: datetime) -> Addressed:
    """The reader with what becomes of her mail."""
    about = meeting.dossier_id
    return Addressed(
        reader,
        reached=is_reached(reader.recipient, dossier=about, at=at),
        told_all=is_told_all(reader.recipient, dossier=about),
    )


def _mailable(reader: Reader) -> tuple[Reader, str]:
    """The reader with what may be mailed to her, and a sentence about the rest."""
    report = reader.report
    dossiers = {item.dossier for item in report.items} | {p.dossier for p in report.carried}
    free = {pk for pk in dossiers if part_in(UUID(pk), reader.recipient).open}
    items = tuple(item for item in report.items if item.dossier in free)
    carried = tuple(point for point in report.carried if point.dossier in free)
    left_out = len(report.items) - len(items)
    sentence = ngettext(
        "%(count)d item is not mailed; read it in Baken.",
        "%(count)d items are not mailed; read them in Baken.",
        left_out,
    )
    mailed = replace(reader, report=replace(report, items=items, carried=carried))
    return mailed, sentence % {"count": left_out} if left_out else ""


def _part(block: str) -> Part:
    first, line, rest = block.partition("\n")
    return Part(first, rest) if line and rest.startswith("- ") else Part("", block)
