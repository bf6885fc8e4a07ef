"""A report laid out for one reader, in her language: what page, Word file and PDF are made of."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coordination.decisions.models import Result
from coordination.people.models import OutcomeName, ReportForm
from coordination.prints.marks import PrintMark

from ..models import MeetingStatus
from .content import CarriedPoint, Report, ReportItem, ReportLine
from .marks import Marks
from .text import assent_of, day_of, label_of, local, term_of, title_of, who_of


@dataclass(frozen=True)
class Paragraph:
    """A line: what it is, its text, and who and when."""

    label: str
    text: str
    facts: str = ""


@dataclass(frozen=True)
class Section:
    """An agenda item with its lines."""

    title: str
    asked: str
    lines: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Table:
    """Rows under a head that returns on every page; `widths` are parts of a hundred."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    empty: str = ""

    @property
    def labelled(self) -> list[list[tuple[str, str]]]:
        """The rows with the name of the column beside each value."""
        return [list(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True)
class Document:
    """`marks` stand on every page, `running` beside the page number."""

    language: str
    title: str
    subtitle: str
    running: str
    file_name: str
    marks: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    page: str
    of: str
    asked: str
    unshown: str
    printed: PrintMark

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "printed": self.printed.to_json()}


def document_of(report: Report, marks: Marks, *, name: str, printed: PrintMark) -> Document:
    """`report` must be one reader's; `name` is the body's in her language."""
    is_report = report.form == ReportForm.REPORT
    tables = [_decisions(report), _points(report), _carried(report)]
    if report.form == ReportForm.DECISION_LIST:
        del tables[1]
    return Document(
        language=(get_language() or "nl")[:2],
        title=title_of(report),
        subtitle=f"{name}: {report.subject}" if report.subject else name,
        running=title_of(report),
        file_name=file_name(report),
        marks=tuple(filter(None, (status_of(report), marks.classification, marks.embargo))),
        facts=tuple(_facts(report, marks)),
        sections=tuple(map(_section, report.items)) if is_report else (),
        tables=tuple(table for table in tables if table.rows or table.empty),
        page=_("page"),
        of=_("of"),
        asked=_("Requested decision"),
        unshown=_("Characters that this document cannot show stand as □."),
        printed=printed,
    )


def status_of(report: Report) -> str:
    """How firm it is: being written, circulated as draft, or adopted; with its version."""
    if report.status == MeetingStatus.ADOPTED:
        return _("Adopted, version %(number)d") % {"number": report.version}
    if report.version:
        return _("Draft, version %(number)d") % {"number": report.version}
    return _("Draft, not yet circulated")


def file_name(report: Report) -> str:
    """verslag-MLT3-2020-11-02: form, body and day, without what a file system refuses."""
    form = str(ReportForm(report.form).label)
    parts = (form, report.body, f"{local(report.starts_at):%Y-%m-%d}")
    return "-".join(re.sub(r"[^A-Za-z0-9-]+", "-", part).strip("-") for part in parts)


def _facts(report: Report, marks: Marks) -> Iterable[tuple[str, str]]:
    start, end = local(report.starts_at), local(report.ends_at)
    day = date_format(start, "l j F Y")
    yield _("When"), f"{day}, {time_format(start)}–{time_format(end)}"
    for label, value in (
        (_("Where"), report.place),
        (_("Present"), ", ".join(report.present)),
        (_("Absent"), ", ".join(report.away)),
        (_("Picture"), _picture(report)),
        (_("Status"), status_of(report)),
        (_("Reason"), report.reason),
        (_("Classification"), marks.classification),
        (_("Embargo"), marks.embargo),
    ):
        if value:
            yield label, value


def _picture(report: Report) -> str:
    """Of a body that takes its picture separately: how complete it was, and who is missing."""
    given, awaited = report.picture_given, report.picture_awaited
    if not given and not awaited:
        return ""
    counts = {"given": len(given), "present": len(given) + len(awaited)}
    complete = _("complete: %(given)d of %(present)d") % counts
    if not awaited:
        return complete
    return " ".join([f"{complete},", _("not yet:"), ", ".join(awaited)])


def _section(item: ReportItem) -> Section:
    result = f" ({Result(item.result).label})" if item.result else ""
    asked = f"{item.requested_decision}{result}" if item.requested_decision else ""
    return Section(f"{item.number}. {item.title}", asked, tuple(map(paragraph_of, item.lines)))


def paragraph_of(line: ReportLine) -> Paragraph:
    """The line in words: label with number, text, and who and when."""
    label = " ".join(filter(None, (label_of(line), line.number)))
    facts = " · ".join(filter(None, (who_of(line), term_of(line), assent_of(line))))
    return Paragraph(label, line.text, facts)


def _decisions(report: Report) -> Table:
    titles = {
        OutcomeName.AGREEMENT: _("Agreements"),
        OutcomeName.CONCLUSION: _("Conclusions"),
        OutcomeName.ADVICE: _("Advice"),
        OutcomeName.DECISION: _("Decisions"),
    }
    return Table(
        title=titles[OutcomeName(report.outcome)],
        columns=(_("Number"), _("Text"), _("Result"), _("Agenda item")),
        widths=(16, 46, 15, 23),
        rows=tuple(row for item in report.items for row in _decided(item)),
        empty="" if report.form == ReportForm.REPORT else _("Nothing was decided."),
    )


def _decided(item: ReportItem) -> Iterable[tuple[str, ...]]:
    """The item's decisions; an item that ended without one stands there with its result."""
    where = f"{item.number}. {item.title}"
    decisions = [line for line in item.lines if line.decision]
    for line in decisions:
        result = Result(line.result or Result.ADOPTED).label
        yield line.number, line.text, str(result), where
    if item.result and not decisions:
        yield "–", item.requested_decision or item.title, str(Result(item.result).label), where


def _points(report: Report) -> Table:
    rows = ((line.number, line.text, _who(line), term_of(line)) for line in report.points)
    return Table(
        title=_("Action points"),
        columns=(_("Number"), _("Text"), _("Who"), _("When")),
        widths=(16, 46, 19, 19),
        rows=tuple(rows),
        empty="" if report.form == ReportForm.REPORT else _("No action points were agreed."),
    )


def _who(line: ReportLine) -> str:
    assent = assent_of(line)
    return f"{who_of(line)} ({assent})" if assent else who_of(line)


def _carried(report: Report) -> Table:
    return Table(
        title=_("Still open from earlier meetings"),
        columns=(_("Number"), _("Text"), _("Who"), _("When"), _("Age")),
        widths=(16, 36, 15, 15, 18),
        rows=tuple(
            (point.number, point.text, point.owner, day_of(point.due_on), _age(point))
            for point in report.carried
        ),
    )


def _age(point: CarriedPoint) -> str:
    """How many meetings ago it was agreed and how many days it is late."""
    ago = ngettext("%(count)d meeting ago", "%(count)d meetings ago", point.meetings_ago) % {
        "count": point.meetings_ago
    }
    if not point.days_late:
        return ago
    late = ngettext("%(count)d day late", "%(count)d days late", point.days_late) % {
        "count": point.days_late
    }
    return f"{ago}, {late}"
