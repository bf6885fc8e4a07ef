"""A report as plain text for one reader, her own points first."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.formats import date_format, get_format, time_format
from django.utils.translation import gettext as _

from coordination.actions.models import Assent
from coordination.decisions.models import Result
from coordination.kit.lines import EntryKind
from coordination.people.models import OutcomeName, ReportForm

from .content import CarriedPoint, Report, ReportLine
from .readers import Reader

Answers = Mapping[str, Sequence[str]]


def title_of(report: Report) -> str:
    """The body's form, its code and the day: "Verslag MLT3, 2 november 2020"."""
    day = date_format(local(report.starts_at), "j F Y")
    return f"{ReportForm(report.form).label.capitalize()} {report.body}, {day}"


def text_for(reader: Reader, answers: Answers | None = None) -> str:
    """The whole mail: own points, then the report; every block with a line of white.

    `answers` holds per point the lines by which the reader answers for it.
    """
    report = reader.report
    blocks = [
        _own(report.points_of(*reader.ids), report, reader.ids, answers or {}),
        _block(_("Decisions"), (line_text(line) for line in report.decisions)),
        _block(_("Action points"), (line_text(line) for line in report.points)),
        *(_items(report) if report.form == ReportForm.REPORT else ()),
        _block(_("Still open from earlier meetings"), map(_carried, report.carried)),
    ]
    return "\n\n".join(block for block in blocks if block)


def line_text(line: ReportLine) -> str:
    """One line as it is read aloud: what it is, its number, the text, who and when."""
    head = " ".join(filter(None, (label_of(line), line.number)))
    body = f"{head}: {line.text}" if head else line.text
    tail = " · ".join(filter(None, (who_of(line), term_of(line), assent_of(line))))
    return f"{body}\n  {tail}" if tail else body


def label_of(line: ReportLine) -> str:
    if line.decision:
        name = OutcomeName(line.outcome).label.capitalize()
        plain = line.result in {"", Result.ADOPTED}
        return name if plain else f"{name} ({Result(line.result).label})"
    if line.kind == EntryKind.NOTE:
        return ""
    label = EntryKind(line.kind).label.capitalize()
    return f"{label} {line.reservation_by}".strip()


def term_of(line: ReportLine) -> str:
    """The day with its hour, behind the words of a fuzzy term."""
    if not line.due_on:
        return line.due_words
    day = day_of(line.due_on)
    if line.due_time:
        day = f"{day}, {time_format(time.fromisoformat(line.due_time))}"
    return f"{line.due_words} ({day})" if line.due_words else day


def day_of(due_on: str) -> str:
    """The day of the week with the date and its year: "wo 4 nov 2020"."""
    return date_format(date.fromisoformat(due_on), f"D {get_format('SHORT_DATE_FORMAT')} Y")


def local(moment: str) -> datetime:
    return timezone.localtime(datetime.fromisoformat(moment))


def who_of(line: ReportLine) -> str:
    owner = _("all members") if line.owner == "@allen" else line.owner
    return " ".join([f"{owner},", _("with"), ", ".join(line.also)]) if line.also else owner


def assent_of(line: ReportLine) -> str:
    match line.assent:
        case Assent.AWAITED:
            return _("to be confirmed by %(who)s") % {"who": line.owner}
        case Assent.RESERVED:
            return _("under reservation")
    return ""


def _own(points: list[ReportLine], report: Report, ids: tuple[str, ...], answers: Answers) -> str:
    carried = [point for point in report.carried if set(point.owners) & set(ids)]
    told = [(line.point, line_text(line)) for line in points]
    told += [(point.id, _carried(point)) for point in carried]
    lines = ["\n  ".join([text, *answers.get(point, ())]) for point, text in told]
    return _block(_("Your points"), lines) or _("You have no points from this meeting.")


def _items(report: Report) -> Iterable[str]:
    for item in report.items:
        yield _block(f"{item.number}. {item.title}", (line_text(line) for line in item.lines))


def _carried(point: CarriedPoint) -> str:
    day = day_of(point.due_on)
    late = _("late")
    mark = f" ({late})" if point.days_late else ""
    return f"{point.number}: {point.text}\n  {point.owner} · {day}{mark}"


def _block(title: str, lines: Iterable[str]) -> str:
    rows = [f"- {line}" for line in lines]
    return "\n".join([str(title), *rows]) if rows else ""
