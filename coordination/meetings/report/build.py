"""From the rows of a meeting to its report."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from coordination.actions.models import ActionPoint, ActionStatus

from ..models import AgendaItem, Attendance, Entry, Meeting, MinutesVersion, Presence
from ..queries.attendance import attendances_of
from ..queries.minutes import LINE_PARTS
from ..queries.open_points import earlier_starts, meetings_open
from ..queries.picture import picture_of
from .content import CarriedPoint, Report, ReportItem, ReportLine


def report_of(meeting: Meeting, lines: Iterable[Entry] | None = None) -> Report:
    """Everything that was noted, whoever may read it; filter it with seen_by before showing.

    `lines` are its lines_of, where they were asked for already.
    """
    attendances = list(attendances_of(meeting))
    picture = picture_of(attendances if meeting.body.bob else [])
    return Report(
        meeting=str(meeting.pk),
        body=meeting.body.code,
        body_name=meeting.body.name,
        form=meeting.body.report_form,
        outcome=meeting.body.outcome_name,
        subject=meeting.subject,
        starts_at=meeting.starts_at.isoformat(),
        ends_at=meeting.ends_at.isoformat(),
        place=meeting.place,
        classification=meeting.dossier.classification,
        present=tuple(_names(attendances, Presence.PRESENT)),
        away=tuple(_names(attendances, Presence.EXCUSED, Presence.ABSENT)),
        items=tuple(_items(meeting, lines_of(meeting) if lines is None else lines)),
        carried=tuple(_carried(meeting)),
        status=meeting.status,
        picture_given=tuple(row.organisation.code for row in picture.given_rows),
        picture_awaited=tuple(row.organisation.code for row in picture.awaited),
    )


def lines_of(meeting: Meeting) -> list[Entry]:
    """The lines of a meeting with all that a report says of what they became."""
    rows = Entry.objects.filter(meeting=meeting).present().select_related(*LINE_PARTS)
    rows = rows.prefetch_related("action_point__also", "action_point__parts")
    return list(rows.order_by("position", "pk"))


def frozen_report(meeting: Meeting) -> Report | None:
    """The newest version that was kept, or None before circulation."""
    version = meeting.versions.order_by("-number").first()
    return report_in(version) if version else None


def report_in(version: MinutesVersion) -> Report:
    report = Report.from_json(version.content)
    return replace(report, version=version.number, reason=version.reason)


def sealed(report: Report) -> str:
    """The sha256 of a report, the same on every machine."""
    text = json.dumps(report.to_json(), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _names(attendances: list[Attendance], *presences: str) -> Iterable[str]:
    for row in attendances:
        if row.presence in presences:
            who = row.organisation.code
            function = row.person.function if row.person else row.named
            yield f"{who} ({function})" if function else who


def _items(meeting: Meeting, rows: Iterable[Entry]) -> Iterable[ReportItem]:
    lines: dict[object, list[ReportLine]] = {}
    for entry in rows:
        lines.setdefault(entry.item_id, []).append(_line(entry))
    items = AgendaItem.objects.filter(meeting=meeting).on_the_agenda()
    for number, item in enumerate(items.order_by("position", "created_at"), start=1):
        yield ReportItem(
            id=str(item.pk),
            dossier=str(item.dossier_id),
            title=item.title,
            number=number,
            lines=tuple(lines.get(item.pk, ())),
            requested_decision=item.requested_decision,
            result=item.result,
        )


def _line(entry: Entry) -> ReportLine:
    line = ReportLine(
        entry=str(entry.pk),
        kind=entry.kind,
        text=entry.text,
        phase=entry.phase,
        owner=entry.reading.get("owner", ""),
        due_words=entry.reading.get("due_words", ""),
        reservation_by=entry.reading.get("reservation_by", ""),
    )
    if entry.decision:
        return replace(
            line,
            decision=str(entry.decision.pk),
            number=entry.decision.number,
            outcome=entry.decision.outcome_name,
            result=entry.decision.result,
        )
    if entry.action_point:
        return _with_point(line, entry.action_point)
    return line


def _with_point(line: ReportLine, point: ActionPoint) -> ReportLine:
    return replace(
        line,
        point=str(point.pk),
        number=point.number,
        owner="@allen" if point.for_everyone else point.owner_label,
        also=tuple(organisation.code for organisation in point.also.all()),
        due_on=point.due_on.isoformat(),
        due_time=point.due_time.isoformat("minutes") if point.due_time else "",
        due_words=point.due_words,
        assent=point.assent,
        owners=tuple(_owner_ids(point)),
    )


def _owner_ids(point: ActionPoint) -> Iterable[str]:
    """Ids by which a reader finds her own points: person and post holder, else organisation."""
    if point.owner_person_id:
        yield str(point.owner_person_id)
    elif point.owner_post and point.owner_post.holder_id:
        yield str(point.owner_post.holder_id)
    yield str(point.owner_organisation_id)
    yield from (str(part.organisation_id) for part in point.parts.all())


def _carried(meeting: Meeting) -> Iterable[CarriedPoint]:
    """Open points of the body from before this meeting, with their age in meetings.

    Not what became of its own lines, which can be typed before the hour it was planned at.
    """
    today = timezone.localtime(meeting.starts_at).date()
    starts = earlier_starts(meeting)
    own = Entry.objects.filter(item__meeting=meeting, action_point__isnull=False)
    points = (
        ActionPoint.objects.filter(
            body=meeting.body_id, status=ActionStatus.OPEN, created_at__lt=meeting.starts_at
        )
        .exclude(pk__in=own.values("action_point"))
        .select_related("owner_organisation", "owner_person", "owner_post")
        .prefetch_related("parts")
        .order_by("due_on", "year", "serial")
    )
    for point in points:
        yield CarriedPoint(
            id=str(point.pk),
            dossier=str(point.dossier_id),
            number=point.number,
            text=point.text,
            owner=point.owner_label,
            due_on=point.due_on.isoformat(),
            days_late=point.days_late(today),
            meetings_ago=meetings_open(point, meeting, starts),
            owners=tuple(_owner_ids(point)),
        )
