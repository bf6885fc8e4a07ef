"""As what a meeting and an item are found."""

from django.utils import timezone
from django.utils.formats import date_format

from coordination.search.services import Findable

from ..models import AgendaItem, Meeting


def findable_meeting(meeting: Meeting) -> Findable:
    day = date_format(timezone.localtime(meeting.starts_at), "j F Y")
    return Findable(
        meeting,
        dossier=meeting.dossier,
        title=f"{meeting.body.name_nl} {day}",
        text=f"{meeting.body.code} {meeting.body.name_en} {meeting.subject} {meeting.place}",
        hint=meeting.subject,
        url=meeting.get_absolute_url(),
    )


def findable_item(item: AgendaItem) -> Findable:
    return Findable(
        item,
        dossier=item.dossier,
        title=item.title,
        text=f"{item.requested_decision} {item.agreed_with} {item.why_here}",
        hint=item.meeting.body.code,
        url=item.get_absolute_url(),
    )
