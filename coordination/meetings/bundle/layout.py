"""What cover, agenda and decision list of a set say to one reader, in her language."""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from coordination.dossiers.models import Classification
from coordination.people.models import User
from coordination.prints.marks import PrintMark

from ..models import Meeting, MeetingStatus, Purpose
from ..queries.papers import NEW, SetItem, SetPaper, SetView
from ..report.document import Document
from ..report.marks import embargo_words


@dataclass(frozen=True)
class Layout:
    """The document as the template takes it, and the papers that go with it, in their order."""

    document: dict[str, Any]
    papers: tuple[SetPaper, ...]

    @property
    def seal(self) -> str:
        """The same as long as this reader would get the same file."""
        versions = [str(paper.version.pk) for paper in self.papers]
        text = json.dumps([self.document, versions], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def layout_of(
    view: SetView, *, reader: User, report: Document | None, only_changes: bool, at: datetime
) -> Layout:
    """`view` must be the reader's, and `report` what she may read of the circulated report.

    With `only_changes` what is new or replaced since the set before, and no decision list.
    """
    items = _changed(view.items) if only_changes else view.items
    papers = tuple(paper for item in items for paper in item.papers)
    shown = None if only_changes else report
    document = {
        **_head(view, reader, papers, at, only_changes=only_changes),
        "changes_title": _("Changed since set %(number)d") % {"number": view.papers.number - 1},
        "changes": [*map(_change, view.changed), *map(_gone, view.withdrawn)],
        "agenda_title": _("Changed papers") if only_changes else _("Agenda"),
        "agenda": [_item(item, only_changes=only_changes) for item in items],
        "asked": _("Requested decision"),
        "report_title": shown.title if shown else "",
        "sections": [asdict(section) for section in shown.sections] if shown else [],
        "tables": [asdict(table) for table in shown.tables] if shown else [],
        "bound": [],
    }
    return Layout(document, papers)


def title_of(meeting: Meeting, *, only_changes: bool) -> str:
    """Meeting papers MLT3, 2 November 2020."""
    start = timezone.localtime(meeting.starts_at)
    words = _("Changed meeting papers") if only_changes else _("Meeting papers")
    return f"{words} {meeting.body.code}, {date_format(start, 'j F Y')}"


def file_name(meeting: Meeting, number: int, *, only_changes: bool) -> str:
    """stukken-MLT3-2020-11-02-set-2, without an extension."""
    words = _("changed-papers") if only_changes else _("papers-of-meeting")
    day = f"{timezone.localtime(meeting.starts_at):%Y-%m-%d}"
    parts = (words, meeting.body.code, day, f"set-{number}")
    return "-".join(re.sub(r"[^A-Za-z0-9-]+", "-", part).strip("-") for part in parts)


def _head(
    view: SetView,
    reader: User,
    papers: tuple[SetPaper, ...],
    at: datetime,
    *,
    only_changes: bool,
) -> dict[str, Any]:
    meeting = view.papers.meeting
    title = title_of(meeting, only_changes=only_changes)
    name = meeting.body.name
    return {
        "language": (get_language() or "nl")[:2],
        "title": title,
        "subtitle": f"{name}: {meeting.subject}" if meeting.subject else name,
        "running": f"{title} · {_set_words(view)}",
        "marks": _marks(view, papers, at),
        "facts": list(_facts(view, reader, papers)),
        "note": _(
            "This set holds what its reader may read; another reader's may hold more or less."
        ),
        "page": _("page"),
        "of": _("of"),
        "printed": PrintMark.of(meeting, view.papers.at).to_json(),
    }


def _set_words(view: SetView) -> str:
    return _("set %(number)d") % {"number": view.papers.number}


def _marks(view: SetView, papers: tuple[SetPaper, ...], at: datetime) -> list[str]:
    levels = [dossier.classification for dossier in view.dossiers]
    levels += [paper.paper.classification for paper in papers]
    untils = [dossier.embargo_until for dossier in view.dossiers if dossier.embargo_until]
    level = str(Classification(max(levels)).label).capitalize()
    marks = [level, embargo_words(max(untils, default=at), at)]
    if view.papers.meeting.status == MeetingStatus.CANCELLED:
        marks.insert(0, _("The meeting was cancelled"))
    return [mark for mark in marks if mark]


def _facts(view: SetView, reader: User, papers: tuple[SetPaper, ...]) -> Iterable[tuple[str, str]]:
    papers_of, meeting = view.papers, view.papers.meeting
    start, end = timezone.localtime(meeting.starts_at), timezone.localtime(meeting.ends_at)
    yield _("When"), f"{date_format(start, 'l j F Y')}, {time_format(start)}–{time_format(end)}"
    if meeting.place:
        yield _("Where"), meeting.place
    if meeting.status == MeetingStatus.CANCELLED:
        yield _("Cancelled"), meeting.cancelled_because
    moment = date_format(timezone.localtime(papers_of.at), "DATETIME_FORMAT")
    yield _("Set of papers"), f"{papers_of.number}, {moment} ({papers_of.by.label})"
    yield _("Papers"), _count(papers)
    yield _("Made for"), reader.label


def _count(papers: tuple[SetPaper, ...]) -> str:
    late = sum(paper.late for paper in papers)
    words = ngettext("%(count)d paper", "%(count)d papers", len(papers)) % {"count": len(papers)}
    if not late:
        return words
    counted = ngettext("%(count)d late paper", "%(count)d late papers", late) % {"count": late}
    return f"{words}, {counted}"


def _changed(items: list[SetItem]) -> list[SetItem]:
    kept = (replace(item, papers=[p for p in item.papers if p.change]) for item in items)
    return [item for item in kept if item.papers]


def _item(item: SetItem, *, only_changes: bool) -> dict[str, Any]:
    minutes = ngettext("%(count)d minute", "%(count)d minutes", item.minutes)
    facts = [
        str(Purpose(item.purpose).label),
        minutes % {"count": item.minutes} if item.minutes else "",
        " ".join([_("agreed with"), item.agreed_with]) if item.agreed_with else "",
    ]
    differences = () if only_changes else item.differences
    return {
        "title": f"{item.number}. {item.title}",
        "facts": "" if only_changes else " · ".join(filter(None, facts)),
        "asked": "" if only_changes else item.requested_decision,
        "differences": [
            {"label": found["who"], "text": found["position"], "facts": ""} for found in differences
        ],
        "papers": [_paper(paper) for paper in item.papers],
    }


def _paper(paper: SetPaper) -> dict[str, Any]:
    version = paper.version
    facts = (
        str(paper.paper.get_kind_display()),
        _("version %(number)d") % {"number": version.number},
        paper.paper.supplied_by.code,
        filesizeformat(version.size),
    )
    words = {"label": paper.label, "title": paper.paper.title, "facts": " · ".join(facts)}
    marks = (_change_words(paper.change), _("late paper") if paper.late else "")
    return {**words, "mark": ", ".join(filter(None, marks)), "bound": False}


def _change_words(change: str) -> str:
    return {"": "", NEW: _("new")}.get(change, _("replaced"))


def _change(paper: SetPaper) -> dict[str, str]:
    words = _change_words(paper.change).capitalize()
    return {"label": words, "text": f"{paper.label} {paper.paper.title}", "facts": ""}


def _gone(version: Any) -> dict[str, str]:
    return {"label": _("Withdrawn"), "text": version.paper.title, "facts": ""}
