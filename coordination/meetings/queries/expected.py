"""Who is expected in which of many meetings."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from coordination.dossiers.models import Dossier
from coordination.people.models import OutsideContact, User
from coordination.people.queries import contacts_of, known_on

from ..dependents import Who, dependents
from ..models import Attendance, Meeting

Contacts = dict[UUID, list[OutsideContact]]


def expected_in(meetings: Iterable[Meeting]) -> dict[Who, list[Meeting]]:
    """Per person or mailbox the meetings she is expected in and may see, in order of time.

    An organisation without a mailbox is reached at its contact without an account.
    """
    known = {meeting.pk: meeting for meeting in sorted(meetings, key=lambda one: one.starts_at)}
    found: dict[Any, dict[Any, Meeting]] = defaultdict(dict)
    rows = Attendance.objects.filter(meeting__in=known).select_related(
        "person__organisation", "organisation"
    )
    expected = list(rows.order_by("organisation__code", "pk"))
    contacts = _contacts(expected)
    for row in expected:
        meeting = known[row.meeting_id]
        who = row.person or _reached(row, meeting, contacts)
        if who is not None:
            found[who][meeting.pk] = meeting
    for meeting in known.values():
        for person in meeting.note_takers.all():
            found[person][meeting.pk] = meeting
    return {
        who: hers
        for who, those in found.items()
        if (hers := seen_of(who, sorted(those.values(), key=lambda one: one.starts_at)))
    }


def waiting_in(meetings: Iterable[Meeting]) -> dict[Who, dict[UUID, list[str]]]:
    """Per person or mailbox, by the meetings she may see, the keys of what waits there for her."""
    known = {meeting.pk: meeting for meeting in meetings}
    found: dict[Who, dict[UUID, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in dependents.names():
        for meeting, pk, who in dependents[name].waiting(list(known.values())):
            found[who][meeting].append(f"{name}:{pk}")
    return {
        who: {one.pk: there[one.pk] for one in hers}
        for who, there in found.items()
        if (hers := seen_of(who, [known[pk] for pk in there]))
    }


def _contacts(rows: list[Attendance]) -> Contacts:
    """Those of the organisations that are expected without a name and have no mailbox."""
    nobody = {
        row.organisation_id
        for row in rows
        if row.person_id is None and not row.organisation.mailbox
    }
    return contacts_of(nobody) if nobody else {}


def _reached(row: Attendance, meeting: Meeting, contacts: Contacts) -> Who | None:
    """Where an organisation is told of a meeting."""
    if row.organisation.mailbox:
        return row.organisation
    day = timezone.localtime(meeting.starts_at).date()
    return known_on(contacts.get(row.organisation_id, []), day)


def seen_of(who: Who, meetings: list[Meeting]) -> list[Meeting]:
    """Those that she may see; a mailbox or a contact those that are not restricted."""
    if not isinstance(who, User):
        return [meeting for meeting in meetings if not meeting.dossier.restricted]
    wanted = {meeting.dossier_id for meeting in meetings}
    visible = set(
        Dossier.objects.visible_to(who).filter(pk__in=wanted).values_list("pk", flat=True)
    )
    return [meeting for meeting in meetings if meeting.dossier_id in visible]
