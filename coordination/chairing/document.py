"""The chair's sheet as a PDF: always one A4, the letters as small as that needs."""

from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, get_format, time_format
from django.utils.text import Truncator
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coordination.dossiers.models import Classification
from coordination.meetings.models import Meeting
from coordination.meetings.report.pdf import typeset
from coordination.prints.marks import PrintMark

from .queries import LatePoint, Sheet, SheetItem

TEMPLATE = Path(__file__).parent / "sheet.typ"
ROOM = 3600
"""Signs of free text that an A4 holds beside all else; shared among the items."""

LEAST, MOST = 60, 400
WHOLE = 20_000


def pdf_of(sheet: Sheet, *, at: datetime) -> bytes:
    return typeset(TEMPLATE, document_of(sheet, at=at))


def marks_of(sheet: Sheet, *, at: datetime) -> list[str]:
    """The highest classification and the last embargo of what it is read from."""
    level = Classification(max(dossier.classification for dossier in sheet.dossiers))
    marks = [str(level.label).capitalize()]
    untils = [until for d in sheet.dossiers if (until := d.embargo_until) and until > at]
    if untils:
        moment = date_format(timezone.localtime(max(untils)), "SHORT_DATETIME_FORMAT")
        marks.append(_("embargo until %(moment)s") % {"moment": moment})
    return marks


def document_of(sheet: Sheet, *, at: datetime, whole: bool = False) -> dict[str, Any]:
    """All that the sheet says, in the reader's language.

    On paper long texts end in an ellipsis; on the screen they stand there `whole`.
    """
    meeting = sheet.meeting
    room = WHOLE if whole else max(LEAST, min(MOST, ROOM // max(len(sheet.items), 1) // 3))
    return {
        "language": get_language() or "nl",
        "title": f"{meeting.body.code} · {_when(meeting)}",
        "subtitle": meeting.subject,
        "running": _("Chair's sheet"),
        "marks": marks_of(sheet, at=at),
        "facts": [[label, value] for label, value in _facts(sheet) if value],
        "since": _since_words(sheet),
        "changes": sheet.changes,
        "items": [_item(row, room) for row in sheet.items],
        "late": [_late(one, room) for one in sheet.late_points],
        "words": _words(sheet),
        "printed": PrintMark.of(meeting, at).to_json(),
    }


def _words(sheet: Sheet) -> dict[str, str]:
    return {
        "requested": _("Requested decision"),
        "differences": _("Points of difference"),
        "stances": _("Agreed"),
        "speaks": _("Speaks"),
        "late_papers": _("Late papers"),
        "late_points": _("Late action points"),
        "changed": _("Changed"),
        "nothing": _("Nothing changed.")
        if sheet.stood
        else _("This meeting was not planned yet then."),
        "empty": _("There are no items on this agenda yet."),
    }


def _when(meeting: Meeting) -> str:
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    return f"{date_format(start, 'l j F Y')}, {time_format(start)}–{time_format(end)}"


def _facts(sheet: Sheet) -> list[tuple[str, str]]:
    minutes = {"planned": sheet.planned, "length": sheet.length}
    return [
        (_("Where"), sheet.meeting.place),
        (_("Chair"), sheet.chair),
        (_("Absent"), ", ".join(sheet.away)),
        (_("Time"), _("%(planned)s of %(length)s minutes planned") % minutes),
    ]


def _since_words(sheet: Sheet) -> str:
    at = timezone.localtime(sheet.since)
    moment = date_format(at, f"D {get_format('SHORT_DATETIME_FORMAT')}")
    return _("Changed since %(moment)s") % {"moment": moment}


def _item(row: SheetItem, room: int) -> dict[str, Any]:
    item = row.item
    minutes = item.minutes_planned
    return {
        "id": str(item.pk),
        "number": row.number,
        "title": item.title,
        "time": time_format(timezone.localtime(row.starts_at)) if row.starts_at else "",
        "minutes": _("%(number)d min") % {"number": minutes} if minutes else "",
        "treatment": item.get_treatment_display(),
        "requested": _cut(item.requested_decision, room),
        "differences": [f"{who}: {_cut(said, room // 2)}" for who, said in _apart(row)],
        "stances": _agreed(row),
        "speaks": ", ".join(row.speakers),
        "late_papers": ", ".join(row.late_papers),
        "late": [_late(one, room) for one in row.late_points],
        "changes": row.changes,
    }


def _apart(row: SheetItem) -> list[tuple[str, str]]:
    """Who stands apart and how: noted on the item, and replied when it was asked."""
    noted = [(point.organisation.code, point.position) for point in row.differences]
    replied = [
        (reply.organisation.code, reply.text or str(reply.get_verdict_display()))
        for reply in row.stances.apart
    ]
    return noted + replied


def _agreed(row: SheetItem) -> str:
    """Who replied to be agreed, and who with remarks."""
    remarks = (_("%(who)s with remarks") % {"who": who} for who in row.stances.remarks)
    return ", ".join([*row.stances.agreed, *remarks])


def _late(one: LatePoint, room: int) -> str:
    """Number, text and owner; how long it is late, and how often it was postponed."""
    late = ngettext("%(count)d day late", "%(count)d days late", one.days) % {"count": one.days}
    moved = ngettext("%(count)d time moved", "%(count)d times moved", one.times)
    said = f"{one.point.number} {_cut(one.point.text, room // 2)}"
    times = [moved % {"count": one.times}] if one.times else []
    return " · ".join([said, one.point.owner_label, late, *times])


def _cut(text: str, length: int) -> str:
    return Truncator(" ".join(text.split())).chars(length)
