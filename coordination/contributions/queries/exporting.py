"""All answers as one sheet and as one document, for this reader."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from coordination.actions.models import PartStatus
from coordination.dossiers.models import Dossier
from coordination.meetings.report.document import Document, Paragraph, Section, Table
from coordination.prints.marks import PrintMark

from ..models import Contribution, Reply
from .answering import closes_in_words
from .answers import Line, counts_of, lines_of

HEAD = (
    gettext_lazy("Organisation"),
    gettext_lazy("State"),
    pgettext_lazy("noun", "Reply"),
    gettext_lazy("Text"),
    gettext_lazy("File"),
    gettext_lazy("By"),
    gettext_lazy("When"),
    gettext_lazy("Late"),
)


def sheet_of(contribution: Contribution, user: Any, *, at: datetime) -> tuple[Any, list[list[Any]]]:
    """Head and a row per organisation; the last row says how closed it is, where it is."""
    rows = [_row(line) for line in lines_of(contribution, user)]
    marks = _marks(contribution, at)
    return HEAD, rows + ([[" · ".join(marks)]] if marks else [])


def document_of(contribution: Contribution, user: Any, *, at: datetime) -> Document:
    """A table of who is how far, and below it each reply in full."""
    lines = lines_of(contribution, user)
    title = _("Replies to %(number)s") % {"number": contribution.number}
    return Document(
        language=(get_language() or "nl")[:2],
        title=title,
        subtitle=contribution.question.splitlines()[0],
        running=title,
        file_name="-".join([_("replies"), contribution.number]),
        marks=_marks(contribution, at),
        facts=_facts(contribution, lines),
        sections=tuple(_section(line) for line in lines if line.reply),
        tables=(_table(lines),),
        page=_("page"),
        of=_("of"),
        asked=pgettext("noun", "Reply"),
        unshown="",
        printed=PrintMark.of(contribution, at),
    )


def _row(line: Line) -> list[Any]:
    reply = line.reply
    state = str(PartStatus(line.part.status).label)
    if reply is None:
        return [line.part.organisation.code, state]
    return [
        line.part.organisation.code,
        state,
        reply.get_verdict_display(),
        _text(reply),
        reply.file.name if reply.file else "",
        reply.said_by,
        _moment(reply.at),
        _("late") if reply.late else "",
    ]


def _text(reply: Reply) -> str:
    """Its words, and below them how the text should read instead."""
    if not reply.proposed:
        return reply.text
    return "\n".join([reply.text, _("Proposed text: %(text)s") % {"text": reply.proposed}])


def _section(line: Line) -> Section:
    reply = line.reply
    assert reply is not None
    facts = [reply.said_by, _moment(reply.at), _("late") if reply.late else ""]
    facts.append(reply.file.name if reply.file else "")
    told = " · ".join(filter(None, facts))
    verdict = str(reply.get_verdict_display())
    return Section(line.part.organisation.name, verdict, (Paragraph("", _text(reply), told),))


def _table(lines: list[Line]) -> Table:
    return Table(
        title=_("Per organisation"),
        columns=(_("Organisation"), _("State"), _("When")),
        widths=(30, 40, 30),
        rows=tuple(
            (
                line.part.organisation.code,
                str(PartStatus(line.part.status).label),
                _moment(line.part.at) if line.part.at else "",
            )
            for line in lines
        ),
    )


def _facts(contribution: Contribution, lines: list[Line]) -> tuple[tuple[str, str], ...]:
    replied, asked = counts_of(lines)
    in_words = _("%(replied)d of %(asked)d in") % {"replied": replied, "asked": asked}
    facts = [(_("Question"), contribution.question), (_("Reply by"), closes_in_words(contribution))]
    return (*facts, (_("State"), in_words))


def _marks(contribution: Contribution, at: datetime) -> tuple[str, ...]:
    """Classification and embargo, as on every page that leaves the screen."""
    dossier: Dossier = contribution.action_point.dossier
    marks = [str(dossier.get_classification_display())] if dossier.is_classified else []
    if dossier.embargo_until and dossier.embargo_until > at:
        moment = {"moment": _moment(dossier.embargo_until)}
        marks.append(_("Under embargo until %(moment)s; does not leave the government") % moment)
    return tuple(marks)


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT")
