"""Many meetings planned in one deed, as a rhythm brings them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from coordination.audit.deeds import deed, record
from coordination.dossiers.models import Dossier
from coordination.kit.refusals import NotAllowed
from coordination.people.models import Body, BodyMember, User
from coordination.search.services import index_new

from ..models import AgendaItem, Attendance, Meeting, Purpose
from ..permissions import can_plan_series
from .found import findable_item, findable_meeting
from .meetings import refuse_impossible
from .members import members_of, rows_of


@dataclass(frozen=True)
class Sitting:
    """A meeting to be planned; `items` are the titles of its agenda with their line."""

    body: Body
    starts_at: datetime
    ends_at: datetime
    items: tuple[tuple[str, str], ...] = ()


@deed
def plan_series(
    *, dossier: Dossier, sittings: Iterable[Sitting], by: User | None, at: datetime
) -> list[Meeting]:
    """Planned meetings in the order of `sittings`, with their items and who is expected.

    Nobody is told of each: a rhythm is known. `by` is None where the clock plans what somebody
    set going. Refuses who does not lead the dossier, and the times plan_meeting refuses.
    """
    if by is not None and not can_plan_series(by, dossier):
        raise NotAllowed(_("Only who leads the dossier plans a series of meetings in it."))
    wanted = list(sittings)
    meetings = [_meeting(sitting, dossier, by, at) for sitting in wanted]
    items = [
        item
        for sitting, meeting in zip(wanted, meetings, strict=True)
        for item in _items(sitting, meeting, by, at)
    ]
    _create(Meeting, meetings, by, at)
    _create(Attendance, _attendances(meetings), by, at)
    _create(AgendaItem, items, by, at)
    index_new([*map(findable_meeting, meetings), *map(findable_item, items)], at=at)
    for meeting in meetings:
        record(
            "meetings.planned",
            meeting,
            by=by,
            at=at,
            dossier=dossier.pk,
            part=True,
            body=meeting.body.code,
            starts_at=meeting.starts_at,
            ends_at=meeting.ends_at,
        )
    record(
        "meetings.series_planned", dossier, by=by, at=at, dossier=dossier.pk, count=len(meetings)
    )
    return meetings


def _meeting(sitting: Sitting, dossier: Dossier, by: User | None, at: datetime) -> Meeting:
    refuse_impossible(sitting.starts_at, sitting.ends_at, at)
    return Meeting(
        body=sitting.body,
        dossier=dossier,
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        created_at=at,
        created_by=by,
    )


def _items(
    sitting: Sitting, meeting: Meeting, by: User | None, at: datetime
) -> Iterable[AgendaItem]:
    for position, (title, line) in enumerate(sitting.items, start=1):
        yield AgendaItem(
            meeting=meeting,
            dossier=meeting.dossier,
            position=position,
            title=title,
            line=line,
            purpose=Purpose.DISCUSS,
            created_at=at,
            created_by=by,
        )


def _attendances(meetings: list[Meeting]) -> list[Attendance]:
    """A row per member of the body on the day of each meeting."""
    members: dict[Any, list[BodyMember]] = defaultdict(list)
    for member in members_of(*{meeting.body_id for meeting in meetings}):
        members[member.body_id].append(member)
    return [
        row
        for meeting in meetings
        for row in rows_of(
            meeting,
            [m for m in members[meeting.body_id] if _takes_part(m, meeting.starts_at)],
            set(),
        )
    ]


def _takes_part(member: BodyMember, moment: datetime) -> bool:
    day: date = timezone.localtime(moment).date()
    return member.since <= day and (member.until is None or member.until > day)


def _create(model: type[models.Model], rows: list[Any], by: User | None, at: datetime) -> None:
    bulk_create_with_history(rows, model, default_user=by, default_date=at)
