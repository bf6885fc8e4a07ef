"""Who is expected in which of many meetings."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from coordination.dossiers.models import Dossier
from coordination.people.models import Organisation, User

from ..dependents import Who
from ..models import Attendance, Meeting


def expected_in(meetings: Iterable[Meeting]) -> dict[Who, list[Meeting]]:
    """Per person or mailbox the meetings she is expected in and may see, in order of time."""
    known = {meeting.pk: meeting for meeting in sorted(meetings, key=lambda one: one.starts_at)}
    found: dict[Any, dict[Any, Meeting]] = defaultdict(dict)
    rows = Attendance.objects.filter(meeting__in=known).select_related(
        "person__organisation", "organisation"
    )
    for row in rows.order_by("organisation__code", "pk"):
        meeting = known[row.meeting_id]
        if row.person is not None:
            found[row.person][meeting.pk] = meeting
        elif row.organisation.mailbox and not meeting.dossier.restricted:
            found[row.organisation][meeting.pk] = meeting
    for meeting in known.values():
        for person in meeting.note_takers.all():
            found[person][meeting.pk] = meeting
    return {
        who: hers
        for who, those in found.items()
        if (hers := _seen(who, sorted(those.values(), key=lambda one: one.starts_at)))
    }


def _seen(who: Who, meetings: list[Meeting]) -> list[Meeting]:
    if not isinstance(who, User):
        return meetings
    wanted = {meeting.dossier_id for meeting in meetings}
    visible = set(
        Dossier.objects.visible_to(who).filter(pk__in=wanted).values_list("pk", flat=True)
    )
    return [meeting for meeting in meetings if meeting.dossier_id in visible]
